using System.Globalization;
using System.Text;
using Compliance.Events;
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
    [Fact]
    public void Three_times_the_evidence_takes_no_more_memory() => Footprint.AssertConstant((events, whenRead, list) => Compute(events, list, whenRead));

    [Fact]
    public void A_list_beyond_memory_is_sorted_and_whole()
    {
        using var list = new MemoryStream();
        var result = Compute(100_000, list, () => { });

        var lines = Encoding.UTF8.GetString(list.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((100_000, 100_000), (result.Accessed, lines.Length));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    private static TouchedResult Compute(int events, Stream list, Action whenRead)
    {
        using var folder = new TemporaryFolder();
        var question = new TouchedQuestion(["ana"], null, null) { SortMemory = 1 << 20, TemporaryFolder = folder.Path };
        var result = TouchedRecords.Compute(Record, question, list, sink =>
        {
            var read = BigLog.Read(sink, events, number => Event(number, events));
            whenRead();
            return read;
        }, default);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return result;
    }

    // Each event names another record, of another type beyond those that are kept, by another action; in no order.
    private static AccessEvent Event(int number, int events)
    {
        var text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(long)number * 7919 % events:D7}"));
        return new()
        {
            Id = text,
            Account = "ana"u8,
            Action = text,
            Resource = text,
            ResourceType = text,
            Outcome = Outcome.Success,
            Records = -1,
            Bytes = text,
        };
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
}
