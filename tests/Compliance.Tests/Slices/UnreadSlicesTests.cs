using Compliance.Findings;
using Compliance.Slices;
using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Slices;

public sealed class UnreadSlicesTests
{
    private const int Worlds = 150;

    /// <summary>What can only be found by somebody not having done something, or excused by a record elsewhere.</summary>
    private static readonly string[] NeedEveryLog = ["access-without-case", "inactive-account", "mfa-missing", "unused-permission"];

    [Fact]
    public void An_unread_slice_is_a_finding_and_lets_no_check_that_reads_logs_pass()
    {
        for (var seed = 0; seed < Worlds; seed++)
        {
            var dice = new Dice(seed);
            var world = DividedWorld.Of(World.Make(seed), dice);
            var sliced = new SlicedWorld(world);
            var plan = sliced.PlanOf(DividedWorld.Slicing(world.Sources.Count, dice));
            var unread = plan.Slices.Where(_ => dice.Chance(40)).ToList();
            if (unread.Count == 0) continue;

            var result = sliced.Audit(plan, [.. plan.Slices.Select(slice => unread.Contains(slice)
                ? SliceFile.Unread(slice.Number, "it was begun five times") : SliceFile.Read(slice.Number, () => new MemoryStream(sliced.Read(slice))))]);

            Assert.Equal(Verdict.Fail, result.Verdict);
            Assert.Null(result.Usage);
            var found = result.Findings.Where(finding => finding.Rule == "evidence-unread").ToList();
            Assert.Equal(unread.Select(slice => slice.Files[0].Path).Order(StringComparer.Ordinal), found.Select(finding => finding.Action!).Order(StringComparer.Ordinal));
            Assert.Equal(unread.Sum(slice => slice.Files.Count), found.Sum(finding => finding.Count));
            Assert.All(found, finding => Assert.Contains("it was begun five times", finding.Message, StringComparison.Ordinal));
            Assert.All(result.Checks.Where(check => check.Rule != "orphaned-account"), check => Assert.NotEqual(Verdict.Pass, check.Verdict));
            Assert.All(result.Checks.Where(check => NeedEveryLog.Contains(check.Rule)), check => Assert.NotEqual(Verdict.Fail, check.Verdict));
        }
    }

    [Fact]
    public void The_logs_of_an_unread_slice_stand_in_the_evidence_as_not_read()
    {
        var sliced = new SlicedWorld(World.Make(3));
        var plan = sliced.PlanOf([1, 2]);

        var result = sliced.Audit(plan, [SliceFile.Unread(2, "the store did not answer"), SliceFile.Read(1, () => new MemoryStream(sliced.Read(plan.Slices[0])))]);

        Assert.Equal(["logs/helpdesk/1.ndjson", "logs/2", "logs/3"], result.Evidence.Select(source => source.Source));
        Assert.All(result.Evidence.Skip(1), source => Assert.Equal((1, 1, 0, "not read: the store did not answer"),
            (source.Records, source.Rejected, source.Accepted, source.RejectedSamples[0].Reason)));
        var finding = Assert.Single(result.Findings, finding => finding.Rule == "evidence-unread");
        Assert.Equal(("slice 2 of 2 was not read (logs/2 and 1 more): the store did not answer", Severity.High, Verdict.Fail), (finding.Message, finding.Severity, finding.Verdict));
        Assert.Equal(["logs/2", "logs/3"], finding.Evidence.Select(place => place.Source));
    }

    [Fact]
    public void What_was_read_whole_passes()
    {
        var world = Enumerable.Range(0, 100).Select(World.Make).First(world => world.Rejected.Count == 0 && world.From is null && world.To is null && world.Events.Count > 0
            && world.Record.Vendor.Logs.All(entry => world.Sources.Any(source => ReferenceEquals(source.Entry, entry)))
            && Check(new SlicedWorld(world), unread: false).Verdict is Verdict.Pass);

        Assert.Equal((Verdict.Fail, 1), (Check(new SlicedWorld(world), unread: true).Verdict, Check(new SlicedWorld(world), unread: true).Findings));
    }

    private static Check Check(SlicedWorld sliced, bool unread)
    {
        var plan = sliced.PlanOf([2, 1]);
        var result = sliced.Audit(plan, [SliceFile.Read(1, () => new MemoryStream(sliced.Read(plan.Slices[0]))),
            unread ? SliceFile.Unread(2, "it is damaged") : SliceFile.Read(2, () => new MemoryStream(sliced.Read(plan.Slices[1])))]);
        return result.Checks.Single(check => check.Rule == "evidence-unread");
    }
}
