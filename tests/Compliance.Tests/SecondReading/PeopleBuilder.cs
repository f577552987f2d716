using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Persons with one to three periods of employment.</summary>
internal sealed class PeopleBuilder(Dice dice, DateTimeZone zone, Instant anchor)
{
    private int _line = 1;

    public People Build(string[] names)
    {
        var hasBackgroundCheck = dice.Chance(70);
        var hasTraining = dice.Chance(70);
        return new People
        {
            HasBackgroundCheck = hasBackgroundCheck,
            HasTraining = hasTraining,
            ByName = names.Where(_ => dice.Chance(85)).ToDictionary(
                name => name,
                name => new Person(name, Employments(hasBackgroundCheck, hasTraining)),
                StringComparer.OrdinalIgnoreCase),
        };
    }

    private List<Employment> Employments(bool hasBackgroundCheck, bool hasTraining)
    {
        var rows = Enumerable.Range(0, dice.One(1, 1, 1, 2, 3))
            .Select(_ => Row(hasBackgroundCheck, hasTraining))
            .OrderBy(row => row.Begins ?? Instant.MinValue).ThenBy(row => row.Line);
        return [.. rows];
    }

    private Employment Row(bool hasBackgroundCheck, bool hasTraining) => new()
    {
        Line = ++_line,
        Site = dice.One("Manila", "berlin", "nowhere", null),
        Status = dice.One("active", "active", "active", "active", "Leave", "terminated"),
        Begins = dice.Chance(10) ? null : Day(-400, -400, -200, -30, -1, 0, 1),
        Ends = dice.Chance(60) ? null : dice.Chance(30) ? anchor + dice.One(Duration.Zero, Duration.FromMinutes(1)) : Day(-60, -1, 0, 30) + Duration.FromHours(12),
        Cleared = hasBackgroundCheck && !dice.Chance(8) ? Day(-400, -400, -400, -1, 0, 1) : null,
        TrainedUntil = hasTraining && !dice.Chance(8) ? Day(-30, 0, 1, 100, 300, 300) : null,
    };

    /// <summary>Start of a local day, counted from that of the anchor.</summary>
    private Instant Day(params int[] choices)
    {
        var day = anchor.InZone(zone).Date.PlusDays(dice.One(choices));
        return zone.AtStartOfDay(day).ToInstant();
    }
}
