using NodaTime.Text;

namespace Compliance.Judging;

/// <summary>Times as outputs write them: ISO 8601, UTC, milliseconds.</summary>
internal static class TimeText
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Milliseconds(long ticks) => Pattern.Format(Ticks.ToInstant(ticks));
}
