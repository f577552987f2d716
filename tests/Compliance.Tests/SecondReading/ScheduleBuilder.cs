using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>A few rows of a few people around the clusters of time, with leave, overtime and nights among them.</summary>
internal sealed class ScheduleBuilder(Dice dice, Instant anchor, VendorRecord record)
{
    public ShiftSchedule Build(string[] names)
    {
        var rows = names.Where(_ => dice.Chance(70)).Append("somebody").ToDictionary(
            name => dice.Chance(20) ? name.ToUpperInvariant() : name,
            IReadOnlyList<ScheduledSpan> (_) => [.. Enumerable.Range(2, dice.Between(1, 3)).Select(Row).OrderBy(row => row.Start).ThenBy(row => row.Line)],
            StringComparer.OrdinalIgnoreCase);
        var facts = new Facts(new World(record, [], [], [], null, null), null!, new AccessReading(record));
        var days = rows.SelectMany(person => person.Value.Where(row => row.Kind != ScheduledKind.Absence).Select(row => row.Start.InZone(facts.ZoneOf(person.Key, row.Start)).Date)).ToList();
        return new ShiftSchedule { ByPerson = rows, Days = days.Count == 0 ? null : new(days.Min(), days.Max()) };
    }

    private ScheduledSpan Row(int line)
    {
        var start = anchor + dice.One(
            Duration.FromDays(-2), Duration.FromHours(-12), Duration.FromHours(-8), Duration.FromMinutes(-15), Duration.Zero, Duration.FromMinutes(30),
            Duration.FromMinutes(31), Duration.FromDays(1), Duration.FromDays(2));
        var length = dice.One(Duration.FromMinutes(1), Duration.FromHours(7), Duration.FromHours(8), Duration.FromHours(11), Duration.FromHours(24));
        return new(start, start + length, dice.One(ScheduledKind.Work, ScheduledKind.Work, ScheduledKind.Overtime, ScheduledKind.Absence), line);
    }
}
