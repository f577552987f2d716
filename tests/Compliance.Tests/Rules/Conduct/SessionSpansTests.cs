using System.Globalization;
using System.Text;
using Compliance.Events;
using Compliance.Judging;
using Compliance.Rules.Conduct;
using Compliance.Tests.SecondReading;
using Compliance.Vendors;

namespace Compliance.Tests.Rules.Conduct;

/// <summary>Far more sessions than the table holds at once, in any order: what comes out is what went in.</summary>
public sealed class SessionSpansTests
{
    private const long Begin = 17_700_000_000_000_000;

    [Theory]
    [InlineData(40_000, 20_000, 1 << 20)]
    [InlineData(40_000, 20_000, 2_000)]
    [InlineData(40_000, 50, 1 << 20)]
    public void Parts_of_a_session_add_up_to_it(int events, int sessions, int memory)
    {
        var tables = Tables();
        using var sorter = new SpillSorter<SessionPart>(memory, null);
        var spans = new SessionSpans(tables, sorter, long.MaxValue);
        var expected = new Dictionary<(PrincipalKey, UInt128), (long First, long Last, HashSet<UInt128> Places)>();
        var dice = new Dice(1);
        spans.Begin("logs/a.ndjson");
        for (var i = 1; i <= events; i++)
        {
            var row = new EventRow
            {
                Principal = PrincipalKey.Known(dice.Between(0, 3)),
                Time = Begin + dice.Between(0, 1_000_000),
                Sequence = new Sequence(0, i),
                Traits = EventTraits.InScope | EventTraits.Succeeded | EventTraits.Address | EventTraits.AddressV4,
                Address = AddressText.MapV4((uint)dice.Between(1, 12)),
            };
            var session = spans.SessionOf(Event(dice.Between(1, sessions)), row);
            spans.Saw(row, session);
            var seen = expected.GetValueOrDefault((row.Principal, session), (row.Time, row.Time, []));
            seen.Places.Add(row.Address);
            expected[(row.Principal, session)] = (Math.Min(seen.First, row.Time), Math.Max(seen.Last, row.Time), seen.Places);
        }

        Assert.Equal(expected.OrderBy(session => session.Key), Sum(spans.Parts()).OrderBy(session => session.Key), Same);
    }

    [Fact]
    public void Sources_without_a_session_are_known()
    {
        using var sorter = new SpillSorter<SessionPart>(1 << 16, null);
        var spans = new SessionSpans(Tables(), sorter, long.MaxValue);
        var row = new EventRow { Time = Begin, Traits = EventTraits.InScope | EventTraits.Succeeded };
        foreach (var (source, session) in new[] { ("logs/with", 1), ("logs/without", 0), ("logs/nothing", -1), ("logs/with/2", 1) })
        {
            spans.Begin(source);
            if (session >= 0) spans.SessionOf(session == 0 ? default : Event(session), row);
        }
        spans.Parts();

        Assert.True(spans.Any);
        Assert.Equal(["logs/without"], spans.Silent);
    }

    private static AuditTables Tables() => new(new VendorRecord(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
        new AccessModel { Timezone = NodaTime.DateTimeZone.Utc, Roles = [], Assignments = [], Sha256 = "" }, null, []));

    private static AccessEvent Event(int session) => new() { Session = Encoding.UTF8.GetBytes(session.ToString(CultureInfo.InvariantCulture)) };

    private static Dictionary<(PrincipalKey, UInt128), (long First, long Last, HashSet<UInt128> Places)> Sum(RunMerge<SessionPart> parts)
    {
        var sums = new Dictionary<(PrincipalKey, UInt128), (long First, long Last, HashSet<UInt128> Places)>();
        while (parts.Next())
        {
            ref readonly var part = ref parts.Current;
            // A part never begins before those that came earlier: the first has the event with which the session begins.
            var sum = sums.GetValueOrDefault((part.Start.Principal, part.Session), (part.Start.Time, part.Last, []));
            Assert.True(sum.First <= part.Start.Time);
            ReadOnlySpan<UInt128> places = part.Places;
            foreach (var place in places[..part.PlaceCount]) sum.Places.Add(place);
            sums[(part.Start.Principal, part.Session)] = (sum.First, Math.Max(sum.Last, part.Last), sum.Places);
        }
        return sums;
    }

    private static bool Same(
        KeyValuePair<(PrincipalKey, UInt128), (long First, long Last, HashSet<UInt128> Places)> left,
        KeyValuePair<(PrincipalKey, UInt128), (long First, long Last, HashSet<UInt128> Places)> right) =>
        left.Key == right.Key && left.Value.First == right.Value.First && left.Value.Last == right.Value.Last && left.Value.Places.SetEquals(right.Value.Places);
}
