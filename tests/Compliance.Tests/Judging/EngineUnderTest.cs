using System.Text.Json;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Tests.SecondReading;

namespace Compliance.Tests.Judging;

/// <summary>The engine, asked about a made world.</summary>
/// <param name="sortMemory">Bytes; a few hundred make every sorter spill every few records.</param>
/// <param name="temporaryFolder">Null: the system's.</param>
internal sealed class EngineUnderTest(long sortMemory = 48L << 20, string? temporaryFolder = null) : IAuditUnderTest
{
    public NaiveResult Audit(World world)
    {
        using var violations = new MemoryStream();
        var request = new AuditRequest
        {
            Id = "audit-1",
            Record = world.Record,
            Folder = new NoFolder(),
            From = world.From,
            To = world.To,
            StartedBy = "tester",
            Violations = violations,
            SortMemory = sortMemory,
            TemporaryFolder = temporaryFolder,
        };
        var result = Auditor.Audit(request, sink =>
        {
            world.Feed(sink);
            return new LogsRead([.. world.Sources.Select(s => Summary(world, s))], Unmatched(world));
        }, default);
        return Comparable(world, result, violations.ToArray());
    }

    private static SourceSummary Summary(World world, LogSource source)
    {
        var accepted = world.Events.Count(e => e.Source == source.Index);
        var rejected = world.Rejected.Count(r => r.Source == source.Index);
        return new SourceSummary
        {
            Source = source.Path,
            Format = source.Format,
            Method = "folder",
            Sha256 = "",
            Bytes = 0,
            Records = accepted + rejected,
            Accepted = accepted,
            Rejected = rejected,
        };
    }

    private static List<Compliance.Vendors.LogEntry> Unmatched(World world) =>
        [.. world.Record.Vendor.Logs.Where(entry => !world.Sources.Any(s => ReferenceEquals(s.Entry, entry)))];

    private static NaiveResult Comparable(World world, AuditResult result, byte[] violations)
    {
        var index = world.Sources.ToDictionary(s => s.Path, s => s.Index);
        return new NaiveResult
        {
            Verdict = result.Verdict,
            Checks = result.Checks.ToDictionary(c => c.Rule, c => c.Verdict),
            Findings = [.. result.Findings.Select(f => new NaiveFinding(f.Rule, f.Principal, f.Role, f.Action, f.Severity, f.Verdict, f.Count,
                f.First, f.Last, [.. f.Evidence.Select(e => new NaiveReference(index[e.Source], e.Record))]))],
            Violations = [.. Lines(violations).Select(line => new NaiveViolation(line.GetProperty("rule").GetString()!,
                index[line.GetProperty("source").GetString()!], line.GetProperty("record").GetInt64()))],
            Sources = [.. result.Evidence.Select((s, i) => new NaiveSourceCounts(i, s.Records, s.Accepted, s.Rejected, s.Duplicates, s.Conflicts, s.OutOfScope))],
            Groups = [.. result.Groups.Select(g => new NaiveGroup(g.Rule, g.Role, g.Action, g.Principals))],
        };
    }

    private static IEnumerable<JsonElement> Lines(byte[] ndjson) =>
        System.Text.Encoding.UTF8.GetString(ndjson).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    private sealed class NoFolder : IVendorFolder
    {
        public string Location => "nowhere";
        public string Method => "folder";
        public IReadOnlyList<VendorFile> List() => [];
        public Stream Open(VendorFile file) => throw new InvalidOperationException("a made world has no files");
    }
}
