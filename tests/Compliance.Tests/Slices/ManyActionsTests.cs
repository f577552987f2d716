using System.Globalization;
using Compliance.Events;
using Compliance.Tests.SecondReading;
using NodaTime;

namespace Compliance.Tests.Slices;

/// <summary>More distinct actions than are kept: which of them a slice keeps is not which the whole audit keeps.</summary>
public sealed class ManyActionsTests
{
    private const int MostKept = 1 << 14;

    [Fact]
    public void What_one_slice_keeps_and_all_together_do_not_is_found_as_it_is_spelled()
    {
        var events = new List<NaiveEvent>();
        // The first source fills what is kept but for one, and has another that the second comes to late.
        for (var i = 0; i < MostKept - 1; i++) events.Add(Event(0, i, $"first.{i}"));
        // Kept by the second slice alone: spelled in several ways, the first of which is not that of the first finding.
        events.Add(Event(1, 500, "Second.Kept"));
        events.Add(Event(1, 400, "SECOND.beyond"));
        events.Add(Event(1, 300, "second.BEYOND"));
        events.Add(Event(1, 301, "Second.Beyond"));
        // Not kept by the third slice, which has seen as many before, and kept by all together.
        for (var i = 0; i < MostKept; i++) events.Add(Event(2, i, $"third.{i}"));
        events.Add(Event(2, 20_000, "FIRST.7"));
        events.Add(Event(2, 20_001, "third.Beyond"));
        var made = World.Make(1);
        var record = made.Record with { Vendor = made.Record.Vendor with { Population = null } };
        var world = made with { Record = record, From = null, To = null, Events = events, Rejected = [] };

        var sliced = new SlicedWorld(world);
        var whole = sliced.InOnePiece();

        Assert.Matches("\"action\": \"second.BEYOND\",[^}]*\"count\": 3,", whole);
        Assert.Equal(whole, sliced.InSlices([1, 1, 1]));
        Assert.Equal(whole, sliced.InSlices([2, 1]));
        Assert.Equal(whole, sliced.InSlices([1, 2]));

        NaiveEvent Event(int source, int second, string action) => new()
        {
            Source = source,
            Record = events.Count + 1,
            Time = Instant.FromUtc(2026, 3, 2, 0, 0) + Duration.FromSeconds(second),
            Account = "stranger@acme.example",
            Action = action,
            Resource = "c1",
            Outcome = Outcome.Success,
            Bytes = events.Count.ToString(CultureInfo.InvariantCulture),
        };
    }
}
