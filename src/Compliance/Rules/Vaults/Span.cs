using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Vaults;

/// <summary>Times as messages of these rules say them.</summary>
internal static class Span
{
    public static string Day(Instant instant) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd").Format(instant);

    /// <summary>Whole days, at least one: <c>1 day</c>, <c>40 days</c>.</summary>
    public static string Days(Duration duration)
    {
        var days = Math.Max(1, (long)Math.Abs(duration.TotalDays));
        return days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");
    }
}
