using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Transit;

/// <summary>Days in UTC, as certificates are dated.</summary>
internal static class Days
{
    public static LocalDate DateOf(Instant instant) => instant.InUtc().Date;

    /// <summary><c>2026-03-15</c>.</summary>
    public static string Of(Instant instant) => LocalDatePattern.Iso.Format(DateOf(instant));
}
