using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Where a period is counted: the zone whose days they are, the days that are worked, and the facts.</summary>
internal sealed class Ground(DateTimeZone zone, IReadOnlyList<AnchorFact> facts, WorkingDays workingDays)
{
    public DateTimeZone Zone => zone;

    public WorkingDays WorkingDays => workingDays;

    public LocalDate DateOf(Instant at) => at.InZone(zone).Date;

    /// <summary>The last second of a day: 23:59:59, also where a change of the clock at midnight gives a day that hour twice or takes it.</summary>
    public ZonedDateTime EndOf(LocalDate day) => At(day.PlusDays(1), LocalTime.Midnight).PlusSeconds(-1);

    /// <summary>An hour that the clock skips is read as the one after it, of one that comes twice the first.</summary>
    public ZonedDateTime At(LocalDate day, LocalTime time) => zone.AtLeniently(day + time);

    /// <summary>The earliest of the facts of a name; null: there is none.</summary>
    public Instant? First(string name)
    {
        Instant? first = null;
        foreach (var fact in facts)
            if (fact.Name == name && !(fact.At >= first)) first = fact.At;
        return first;
    }
}
