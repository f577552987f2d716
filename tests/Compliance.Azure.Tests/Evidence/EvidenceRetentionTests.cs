using Compliance.Storage;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Azure.Tests.Evidence;

public sealed class EvidenceRetentionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 0, 0);
    private static readonly Retention Month = Retention.Of(Duration.FromDays(30));
    private static readonly string[] Digests = [.. "abcd".Select(digit => new string(digit, 64))];

    private static readonly string[] Paths =
    [
        "logs/a.ndjson", "logs/b/c.ndjson", "vendor.yaml", "attestations.yaml", "soc2.pdf", "entitlements/users.csv", "resources/s.ndjson", "logs-of-old/a.csv",
        .. Digests.Select(digest => $"collected/kept/{digest}"), "collected/kept/notes.txt", "collected/incidents/i1/n.txt",
        "collected/a1/probes/e.json", "collected/a2/probes/e.json", "collected/a3/probes/e.json", "collected/unknown/probes/e.json", "collected/probes.json", "collected/kept/a1/x.json",
    ];

    [Fact]
    public void A_log_goes_when_it_is_old_and_no_audit_of_late_had_it_before_it()
    {
        var (old, young, read) = (File("logs/old.csv", 31), File("logs/young.csv", 29), File("logs/read.csv", 90));

        var ages = EvidenceRetention.Of([old, young, read], [Audit("a1", 40, old, read), Audit("a2", 3, read, young)], Month, Now);

        Assert.Equal([new OutlivedEvidence(old, OutlivedKind.Log)], ages.Outlived);
        Assert.Equal([read], ages.Needed);
    }

    [Fact]
    public void A_copy_goes_when_no_audit_of_late_read_its_bytes_wherever_they_lay()
    {
        var (gone, kept) = (File($"collected/kept/{Digests[0]}", 60), File($"collected/kept/{Digests[1]}", 60));

        var ages = EvidenceRetention.Of([gone, kept], [Audit("a1", 61, Read("vendor.yaml", Digests[0])), Audit("a2", 1, Read("access.yaml", Digests[1]))], Month, Now);

        Assert.Equal([new OutlivedEvidence(gone, OutlivedKind.Copy)], ages.Outlived);
    }

    [Fact]
    public void What_an_audit_collected_goes_with_it_and_that_of_one_that_nobody_knows_or_that_has_not_ended_stays()
    {
        StoredEvidence[] files = [File("collected/a1/probes/e.json", 60), File("collected/a2/probes/e.json", 60), File("collected/a3/probes/e.json", 60), File("collected/a4/probes/e.json", 60)];

        var ages = EvidenceRetention.Of(files, [Audit("a1", 60), Audit("a2", 60) with { HasEnded = false }, Audit("a3", 60), Audit("young", 1, files[2])], Month, Now);

        Assert.Equal([new OutlivedEvidence(files[0], OutlivedKind.Collected)], ages.Outlived);
        Assert.Equal([files[2]], ages.Needed);
    }

    [Fact]
    public void What_belongs_to_the_contract_or_to_a_case_never_goes_even_where_an_audit_has_its_name()
    {
        StoredEvidence[] files = [.. Paths.Where(path => !path.StartsWith("logs/", StringComparison.Ordinal) && !Digests.Any(digest => path.EndsWith(digest, StringComparison.Ordinal))).Select(path => File(path, 4000))];

        Assert.Empty(EvidenceRetention.Of(files, [Audit("kept", 3000), Audit("incidents", 3000), Audit("probes.json", 3000)], Month, Now).Outlived);
    }

    [Fact]
    public void With_none_copies_go_at_once_but_those_of_an_audit_under_way_and_logs_stay()
    {
        var (copy, running, log, collected) = (File($"collected/kept/{Digests[0]}", 0), File($"collected/kept/{Digests[1]}", 0), File("logs/a.csv", 4000), File("collected/a1/probes/e.json", 0));
        var audits = new[] { Audit("a1", 0, Read("vendor.yaml", Digests[0]), collected), Audit("a2", 0, Read("vendor.yaml", Digests[1])) with { HasEnded = false } };

        Assert.Equal([copy, collected], EvidenceRetention.Of([copy, running, log, collected], audits, Retention.None, Now).Outlived.Select(outlived => outlived.File));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void An_audit_that_never_ended_keeps_its_evidence_for_a_month(int days, bool isNeeded)
    {
        var log = File("logs/a.csv", 100);

        Assert.Equal(isNeeded, EvidenceRetention.Of([log], [Audit("a1", days, log) with { HasEnded = false }], Retention.Of(Duration.FromDays(1)), Now).Outlived.Count == 0);
    }

    [Fact]
    public void Nothing_that_came_or_was_before_an_audit_within_the_time_goes() => Prop.ForAll(Stories.ToArbitrary(), story =>
    {
        var ages = EvidenceRetention.Of(story.Files, story.Audits, story.Retain, Now);
        var within = story.Audits.Where(audit => audit.Began > Now - (story.Retain.Span ?? Duration.Zero)).SelectMany(audit => audit.Files).ToList();
        foreach (var (file, kind) in ages.Outlived)
        {
            Assert.True(file.CollectedAt <= Now - (story.Retain.Span ?? Duration.Zero));
            Assert.DoesNotContain(within, read => read.Path == file.Path);
            Assert.DoesNotContain(within, read => kind is OutlivedKind.Copy && file.Path.EndsWith(read.Sha256, StringComparison.Ordinal));
            Assert.True(file.Path.StartsWith("logs/", StringComparison.Ordinal) || file.Path.StartsWith("collected/", StringComparison.Ordinal));
            Assert.DoesNotMatch("^collected/(incidents|unknown|kept/a1|kept/notes)", file.Path);
        }
        Assert.All(story.Audits.Where(audit => !audit.HasEnded), audit => Assert.DoesNotContain(ages.Outlived, outlived => outlived.File.Path.StartsWith($"collected/{audit.Id}/", StringComparison.Ordinal)));
        Assert.Empty(ages.Outlived.Select(outlived => outlived.File).Intersect(ages.Needed));
    }).Check(Tried.Times());

    [Fact]
    public void What_has_outlived_its_time_stays_so() => Prop.ForAll(Stories.Zip(Gen.Choose(0, 100)).ToArbitrary(), given =>
    {
        var (story, days) = given;
        var later = EvidenceRetention.Of(story.Files, story.Audits, story.Retain, Now + Duration.FromDays(days)).Outlived;
        Assert.Empty(EvidenceRetention.Of(story.Files, story.Audits, story.Retain, Now).Outlived.Except(later));
    }).Check(Tried.Times());

    [Fact]
    public void What_is_deleted_changes_nothing_for_the_rest() => Prop.ForAll(Stories.ToArbitrary(), story =>
    {
        var before = EvidenceRetention.Of(story.Files, story.Audits, story.Retain, Now);
        var after = EvidenceRetention.Of([.. story.Files.Except(before.Outlived.Select(outlived => outlived.File))], story.Audits, story.Retain, Now);
        Assert.Empty(after.Outlived);
        Assert.Equal(before.Needed, after.Needed);
    }).Check(Tried.Times());

    private static Gen<Story> Stories { get; } =
        from ages in Gen.Choose(0, 90).ArrayOf(Paths.Length)
        from audits in Audits.ListOf(5)
        from retain in Gen.Elements(Retention.None, Retention.Of(Duration.FromDays(1)), Month, Retention.Of(Duration.FromDays(60)))
        select new Story([.. Paths.Zip(ages, File)], [.. audits.Select((audit, index) => audit with { Id = $"a{index + 1}" })], retain);

    private static Gen<AuditedEvidence> Audits =>
        from days in Gen.Choose(0, 90)
        from ended in Gen.Elements(true, true, false)
        from files in (from path in Gen.Elements(Paths) from digest in Gen.Elements(Digests) select Read(path, digest)).ListOf(4)
        select new AuditedEvidence("", Now - Duration.FromDays(days), ended, [.. files]);

    private static StoredEvidence File(string path, int days) => new(path, "\"1\"", 10, new string('f', 64), Now - Duration.FromDays(days));

    private static FrozenFile Read(string path, string digest) => new(path, "", 10, digest, null);

    private static AuditedEvidence Audit(string id, int days, params FrozenFile[] files) => new(id, Now - Duration.FromDays(days), true, files);

    private static AuditedEvidence Audit(string id, int days, params StoredEvidence[] files) => Audit(id, days, [.. files.Select(file => file.Freeze())]);

    private static AuditedEvidence Audit(string id, int days, FrozenFile read, StoredEvidence file) => Audit(id, days, [read, file.Freeze()]);

    private static AuditedEvidence Audit(string id, int days) => Audit(id, days, Array.Empty<FrozenFile>());

    private sealed record Story(IReadOnlyList<StoredEvidence> Files, IReadOnlyList<AuditedEvidence> Audits, Retention Retain);
}
