using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>The time of a fact in text, with the offset it was given with.</summary>
internal static class FactTime
{
    /// <summary>As RFC 3339 has it; an offset with seconds, which RFC 3339 cannot say, with its seconds.</summary>
    public static string Of(OffsetDateTime time)
    {
        var iso = time.WithCalendar(CalendarSystem.Iso);
        return (iso.Offset.Seconds % 60 == 0 ? OffsetDateTimePattern.Rfc3339 : OffsetDateTimePattern.ExtendedIso).Format(iso);
    }
}
