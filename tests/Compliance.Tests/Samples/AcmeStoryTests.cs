using System.Globalization;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules;
using Compliance.Vendors;

namespace Compliance.Tests.Samples;

/// <summary>The sample's story is the specification: an audit of its evidence tells the same.</summary>
public sealed class AcmeStoryTests
{
    private static readonly string Sample = Repository.At("src", "Compliance.Functions", "samples", "acme-bpo");
    private static readonly Lazy<AuditResult> Audited = new(Audit);

    [Fact]
    public void The_audit_finds_what_was_planted_and_nothing_more()
    {
        var told = Table("rule").ConvertAll(Planted.Told);

        var found = Audited.Value.Findings.Select(Planted.Of).Where(finding => !told.Remove(finding)).ToList();

        Assert.Empty(found);
        Assert.Empty(told);
    }

    /// <summary>Rules for which nothing was planted; its logs say nothing of places, and all of them could be read.</summary>
    private static readonly string[] Quiet = ["unlisted-egress", "shared-account", "impossible-travel", "evidence-unread"];

    [Fact]
    public void Every_rule_finds_something_or_nothing_was_planted_and_is_fully_judged()
    {
        var checks = Audited.Value.Checks.Take(RuleCatalogue.OfEvents.Count).ToList();

        Assert.Equal(RuleCatalogue.OfEvents.Select(rule => rule.Id), checks.Select(check => check.Rule));
        Assert.All(checks.ExceptBy(Quiet, check => check.Rule), check => Assert.Equal((Verdict.Fail, null, true), (check.Verdict, check.Unevaluated, check.Findings > 0)));
        Assert.All(checks.IntersectBy(Quiet, check => check.Rule), check =>
            Assert.Equal((true, null, 0), (check.Verdict is Verdict.Pass or Verdict.NotApplicable, check.Unevaluated, check.Findings)));
        Assert.All(Audited.Value.Findings, finding => Assert.Equal(Verdict.Fail, finding.Verdict));
        Assert.Equal(Verdict.Fail, Audited.Value.Verdict);
    }

    [Fact]
    public void The_evidence_is_counted_as_the_story_tells()
    {
        foreach (var row in Table("source"))
        {
            var entry = new Pattern(row[0].Trim('`'));
            var sources = Audited.Value.Evidence.Where(source => entry.Matches(source.Source)).ToList();

            Assert.Equal(Number(row[1]), sources.Count);
            Assert.Equal(Number(row[2]), sources.Sum(source => source.Records));
            Assert.Equal(Number(row[3]), sources.Sum(source => source.Duplicates));
            // To an audit, what is never judged is out of scope, too.
            Assert.Equal(Number(row[4]) + Number(row[5]), sources.Sum(source => source.OutOfScope));
            Assert.Equal(row[6], Second(sources.Min(source => source.First)));
            Assert.Equal(row[7], Second(sources.Max(source => source.Last)));
        }
        Assert.Equal(Table("source").Sum(row => Number(row[1])), Audited.Value.Evidence.Count(source => source.Kind == "log"));
        Assert.Equal(0, Audited.Value.Evidence.Sum(source => source.Rejected));
        Assert.Equal(1, Audited.Value.Evidence.Sum(source => source.Conflicts));
    }

    [Fact]
    public void What_lies_beside_the_logs_is_evidence_too()
    {
        var beside = Audited.Value.Evidence.Where(source => source.Kind != "log").Select(source => (source.Kind, source.Records));

        Assert.Equal([("probe", 2L), ("resources", 5L), ("vault", 1L), ("attestations", 3L)], beside);
        Assert.Equal(Verdict.NotEvaluable, Assert.Single(Audited.Value.Checks, check => check.Rule == "WEB-TLS").Verdict);
    }

    [Fact]
    public void One_action_of_a_role_is_shown_as_a_group()
    {
        var group = Assert.Single(Audited.Value.Groups);

        Assert.Equal(("unauthorized-action", "quality", "ticket.tag", 9, 10), (group.Rule, group.Role, group.Action, group.Principals, group.Of));
    }

    [Fact]
    public void Nothing_is_found_of_those_who_only_look_suspicious()
    {
        var innocent = File.ReadLines(Path.Combine(Sample, "STORY.md")).Where(line => line.StartsWith("- `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Except(Table("rule").Select(row => row[1])).ToList();

        Assert.Contains("agent00026", innocent);
        Assert.Empty(Audited.Value.Findings.Select(finding => finding.Principal).Intersect(innocent));
    }

    [Fact]
    public void The_same_evidence_gives_the_same_result() => Assert.Equal(Json(Audited.Value), Json(Audit()));

    private static AuditResult Audit()
    {
        var folder = new DiskFolder(Sample);
        return Auditor.Audit(new AuditRequest { Id = "story", Record = VendorReader.Read(folder), Folder = folder, StartedBy = "tester" }, progress: null, default);
    }

    private static string Json(AuditResult result)
    {
        using var json = new MemoryStream();
        AuditJson.Write(result, json);
        return System.Text.Encoding.UTF8.GetString(json.ToArray());
    }

    // The rows of the Markdown table whose first column has this heading.
    private static List<string[]> Table(string heading) =>
        [.. File.ReadLines(Path.Combine(Sample, "STORY.md"))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string? Second(NodaTime.Instant? time) => time?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A row of the story; empty where nothing is said. Rules of what did not happen count no records.</summary>
    private sealed record Planted(string Rule, string Principal, string Role, string Action, string Records)
    {
        private static readonly HashSet<string> WithoutRecords = ["evidence-gap", "inactive-account", "orphaned-account", "unused-permission"];

        // The story names a missing log in words, and an audit as the entry of vendor.yaml.
        public static Planted Told(string[] row) => new(row[0], row[1], row[2], row[0] == "evidence-gap" ? row[5].Split('`')[1] : row[3], row[4]);

        public static Planted Of(Finding finding) => new(finding.Rule, finding.Principal ?? "", finding.Role ?? "",
            finding.Action ?? "",
            WithoutRecords.Contains(finding.Rule) || IsAboutAThing(finding) ? "" : finding.Count.ToString(CultureInfo.InvariantCulture));

        private static bool IsAboutAThing(Finding finding) => finding.Principal is null && finding.Resource is not null && finding.Resource == finding.Action;
    }
}
