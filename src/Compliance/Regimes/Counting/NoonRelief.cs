using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>A limit that falls on a weekend or a bank holiday moves to noon of the next working day.</summary>
public sealed record NoonRelief(string Why, string? Source)
{
    private static readonly LocalTime Noon = new(12, 0);

    /// <summary>Entity classes that do not have it; empty: all do.</summary>
    public IReadOnlyList<string> NotFor { get; init; } = [];

    /// <summary>Whether entities of some classes have it; null: that depends on a class that is not known.</summary>
    /// <param name="classes">Several are parted by commas.</param>
    public bool? IsFor(string? classes)
    {
        if (NotFor.Count == 0) return true;
        if (string.IsNullOrWhiteSpace(classes)) return null;
        return !classes.Split(',').Any(name => NotFor.Contains(name.Trim().Replace('-', '_').Replace(' ', '_'), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Where a limit moves to.</summary>
    internal Reckoning Relieve(ZonedDateTime limit, Ground ground, WorkingDays days)
    {
        if (days.Includes(limit.Date) is true) return new Reckoning.End(limit, "");
        return days.OnOrAfter(limit.Date) is { } open ? new Reckoning.End(ground.At(open, Noon), Why) : new Reckoning.NoCalendar(days.Gap(limit.Date));
    }
}
