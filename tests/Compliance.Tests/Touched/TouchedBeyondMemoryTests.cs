using System.Globalization;
using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Tests.Samples;
using Compliance.Touched;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Touched;

/// <summary>Alone, because others' garbage would be measured too.</summary>
[CollectionDefinition(nameof(TouchedBeyondMemoryTests), DisableParallelization = true)]
[Collection(nameof(TouchedBeyondMemoryTests))]
public sealed class TouchedBeyondMemoryTests
{
    private const long Megabyte = 1 << 20;
    private static readonly LogSource Source = new(0, "logs/big.ndjson", "ndjson", Entry: null, MapsCase: false);

    [Fact]
    public void Three_times_the_evidence_takes_no_more_memory()
    {
        var (readSmall, writtenSmall) = Measured(100_000);
        var (readLarge, writtenLarge) = Measured(300_000);

        Assert.InRange(readLarge - readSmall, -8 * Megabyte, 8 * Megabyte);
        Assert.InRange(writtenLarge - writtenSmall, -8 * Megabyte, 8 * Megabyte);
    }

    [Fact]
    public void A_list_beyond_memory_is_sorted_and_whole()
    {
        using var list = new MemoryStream();
        var result = Compute(100_000, list, () => { });

        var lines = Encoding.UTF8.GetString(list.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((100_000, 100_000), (result.Accessed, lines.Length));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    private static (long Read, long Written) Measured(int events)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var written = new FirstWrite();
        var read = 0L;
        Compute(events, written, () => read = GC.GetTotalMemory(forceFullCollection: true));
        return (read - before, written.Memory - before);
    }

    private static TouchedResult Compute(int events, Stream list, Action whenRead)
    {
        using var folder = new TemporaryFolder();
        var question = new TouchedQuestion(["ana"], null, null) { SortMemory = Megabyte, TemporaryFolder = folder.Path };
        var result = TouchedRecords.Compute(Record, question, list, sink =>
        {
            Feed(sink, events);
            whenRead();
            return new LogsRead([Summary(events)], []);
        }, default);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return result;
    }

    // Each event names another record, of another type beyond those that are kept, by another action.
    private static void Feed(IEventSink sink, int events)
    {
        sink.Begin(Source);
        for (var i = 0; i < events; i++)
        {
            var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(long)i * 7919 % events:D7}"));
            var e = new AccessEvent
            {
                Record = i + 1,
                Time = Instant.FromUtc(2026, 3, 2, 8, 0).ToUnixTimeTicks() + i * TimeSpan.TicksPerSecond,
                Id = text,
                Account = "ana"u8,
                Action = text,
                Resource = text,
                ResourceType = text,
                Outcome = Outcome.Success,
                Records = -1,
                Bytes = text,
            };
            sink.Accept(in e);
        }
    }

    private static Role Everything { get; } = new()
    {
        Name = "all",
        Index = 0,
        Allow = [new([new Pattern("*")], [new Pattern("*")], Conditions.None, 3)],
    };

    private static VendorRecord Record { get; } = new(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
        new AccessModel
        {
            Timezone = DateTimeZone.Utc,
            Roles = [Everything],
            Assignments = [new("ana", Everything, Instant.FromUtc(2026, 1, 1, 0, 0), null, 9)],
            Sha256 = "",
        },
        People: null, Accounts: []);

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

    /// <summary>Measures what is alive when the first line is written: everything has been counted by then.</summary>
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
