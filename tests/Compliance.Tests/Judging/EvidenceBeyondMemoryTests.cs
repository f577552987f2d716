using System.Globalization;
using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Tests.Samples;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Judging;

/// <summary>Alone, because others' garbage would be measured too.</summary>
[CollectionDefinition(nameof(EvidenceBeyondMemoryTests), DisableParallelization = true)]
[Collection(nameof(EvidenceBeyondMemoryTests))]
public sealed class EvidenceBeyondMemoryTests
{
    private const int Listed = 10_000;
    private const long Megabyte = 1 << 20;

    private static readonly LogSource Source = new(0, "logs/big.ndjson", "ndjson", Entry: null, MapsCase: false);

    [Fact]
    public void Beyond_ten_thousand_findings_of_a_rule_the_rest_is_one_with_their_number()
    {
        var result = Audit(Listed + 234, Stream.Null).Findings.Where(finding => finding.Rule == "unknown-account").ToList();

        Assert.Equal(Listed + 1, result.Count);
        var overflow = Assert.Single(result, finding => finding.Principal is null);
        Assert.Equal((234, Verdict.Fail), (overflow.Count, overflow.Verdict));
        // The latest are those left out.
        Assert.Equal(Enumerable.Range(0, Listed).Select(Name).Order(), result.Select(finding => finding.Principal).OfType<string>().Order());
    }

    [Fact]
    public void Exactly_ten_thousand_findings_are_all_listed() =>
        Assert.All(Audit(Listed, Stream.Null).Findings, finding => Assert.NotNull(finding.Principal));

    [Fact]
    public void Every_violation_is_written_also_of_findings_not_listed()
    {
        using var violations = new MemoryStream();
        Audit(Listed + 234, violations);

        var lines = Encoding.UTF8.GetString(violations.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Listed + 234, lines.Count(line => line.Contains("\"unknown-account\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Three_times_the_evidence_takes_no_more_memory()
    {
        // Both beyond what is kept of names, so that what is left to grow is what must not.
        var (readSmall, judgedSmall) = Measured(100_000);
        var (readLarge, judgedLarge) = Measured(300_000);

        Assert.InRange(readLarge - readSmall, -8 * Megabyte, 8 * Megabyte);
        Assert.InRange(judgedLarge - judgedSmall, -8 * Megabyte, 8 * Megabyte);
    }

    private static (long Read, long Judged) Measured(int events)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var judged = new FirstWrite();
        var read = 0L;
        Audit(events, judged, () => read = GC.GetTotalMemory(forceFullCollection: true));
        return (read - before, judged.Memory - before);
    }

    private static AuditResult Audit(int events, Stream violations, Action? whenRead = null)
    {
        using var folder = new TemporaryFolder();
        var result = Auditor.Audit(
            new AuditRequest
            {
                Id = "audit-1",
                Record = Record,
                Folder = new MemoryFolder(),
                StartedBy = "tester",
                Violations = violations,
                TemporaryFolder = folder.Path,
                SortMemory = Megabyte,
            },
            sink =>
            {
                Feed(sink, events);
                whenRead?.Invoke();
                return new LogsRead([Summary(events)], []);
            }, default);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return result;
    }

    // Each event is of another principal and names another resource.
    private static void Feed(IEventSink sink, int events)
    {
        sink.Begin(Source);
        for (var i = 0; i < events; i++)
        {
            var text = Encoding.UTF8.GetBytes(Name(i));
            var e = new AccessEvent
            {
                Record = i + 1,
                Time = Instant.FromUtc(2026, 3, 2, 8, 0).ToUnixTimeTicks() + i * TimeSpan.TicksPerSecond,
                Id = text,
                Account = text,
                Action = "customer.read"u8,
                Resource = text,
                Outcome = Outcome.Success,
                Records = -1,
                Bytes = text,
            };
            sink.Accept(in e);
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"stranger{number:D7}@acme.example");

    private static VendorRecord Record { get; } = new(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
        SecondReading.World.Make(1).Record.Access, People: null, Accounts: []);

    private static SourceSummary Summary(int events) => new()
    {
        Source = Source.Path,
        Format = Source.Format,
        Method = "folder",
        Sha256 = "",
        Bytes = 0,
        Records = events,
        Accepted = events,
    };

    /// <summary>Measures what is alive when the first violation is written: everything has been judged by then.</summary>
    private sealed class FirstWrite : MemoryStream
    {
        public long Memory { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Measure();

        public override void Write(byte[] buffer, int offset, int count) => Measure();

        private void Measure()
        {
            if (Memory == 0) Memory = GC.GetTotalMemory(forceFullCollection: true);
        }
    }
}
