using NodaTime;

namespace Compliance.Vendors;

/// <summary>Working hours <c>[From, To)</c> on some days of the week, local to <see cref="Zone"/>. Where <c>To</c> is not
/// after <c>From</c> the shift crosses midnight and belongs to the day it began.</summary>
public sealed record Shift
{
    /// <summary>Bit 0 is Monday, bit 6 Sunday.</summary>
    public required byte Days { get; init; }
    public required LocalTime From { get; init; }
    public required LocalTime To { get; init; }
    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether the instant lies inside: judged on the local clock, so a clock change moves no shift.</summary>
    public bool Contains(Instant at)
    {
        var local = at.InZone(Zone).LocalDateTime;
        var time = local.TimeOfDay;
        if (From < To) return On(local.DayOfWeek) && time >= From && time < To;
        return time >= From
            ? On(local.DayOfWeek)
            : time < To && On(local.Date.PlusDays(-1).DayOfWeek);
    }

    private bool On(IsoDayOfWeek day) => (Days >> ((int)day - 1) & 1) != 0;
}
