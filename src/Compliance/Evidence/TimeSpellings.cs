using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Compliance.Evidence;

/// <summary>The spellings of a time that logs use beside ISO 8601 in full. Month before day where slashes are used: the
/// exports that write them are American.</summary>
internal static partial class TimeSpellings
{
    private const int Longest = 64;

    private static readonly string[] Spellings =
    [
        "yyyy-MM-dd'T'H:mm:ss.FFFFFFF", "yyyy-MM-dd'T'H:mm", "yyyy-MM-dd H:mm:ss.FFFFFFF", "yyyy-MM-dd H:mm",
        "yyyy/MM/dd H:mm:ss.FFFFFFF", "yyyyMMdd'T'HHmmss.FFFFFFF", "yyyyMMddHHmmss.FFFFFFF",
        "M/d/yyyy h:mm:ss.FFFFFFF tt", "M/d/yyyy, h:mm:ss.FFFFFFF tt", "M/d/yyyy h:mm tt",
        "M/d/yyyy H:mm:ss.FFFFFFF", "M/d/yyyy, H:mm:ss.FFFFFFF", "M/d/yyyy H:mm",
        "MMM d yyyy H:mm:ss.FFFFFFF", "ddd MMM d H:mm:ss yyyy", "ddd, d MMM yyyy H:mm:ss", "d/MMM/yyyy:H:mm:ss",
    ];

    /// <param name="text">The time as the log has it.</param>
    /// <param name="spelling">The spelling to try first; set to the one that was found.</param>
    /// <param name="local">Ticks since year 1 on the clock it is told by.</param>
    /// <param name="offset">Ticks that this clock is ahead of UTC; null when the text does not say.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, ref int spelling, out long local, out long? offset)
    {
        local = 0;
        offset = null;
        if (text.Length is 0 or > Longest || !Ascii.IsValid(text)) return false;
        var clock = Encoding.ASCII.GetString(text).Trim();
        if (Offset().Match(clock) is { Success: true } stated)
        {
            if (!TryOffset(stated, out var ticks)) return false;
            offset = ticks;
            clock = clock[..stated.Index];
        }
        clock = FinerFraction().Replace(clock, "$1");
        if (!TryExact(clock, spelling, out var parsed))
        {
            var found = Enumerable.Range(0, Spellings.Length).FirstOrDefault(candidate => TryExact(clock, candidate, out _), -1);
            if (found < 0) return false;
            _ = TryExact(clock, found, out parsed);
            spelling = found;
        }
        local = parsed.Ticks;
        return true;
    }

    private static bool TryExact(string clock, int spelling, out DateTime parsed) =>
        DateTime.TryParseExact(clock, Spellings[spelling], CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out parsed);

    private static bool TryOffset(Match stated, out long ticks)
    {
        ticks = 0;
        if (!stated.Groups["sign"].Success) return true;
        var hours = int.Parse(stated.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = stated.Groups["minutes"] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (hours > 18 || minutes > 59) return false;
        ticks = (hours * 60 + minutes) * TimeSpan.TicksPerMinute;
        if (stated.Groups["sign"].ValueSpan is "-") ticks = -ticks;
        return true;
    }

    // An offset follows a time of day (or AM, PM), so that the day of `2026-01-02` is none.
    [GeneratedRegex(@"(?<=[0-9]|AM|PM)\s*(?:Z|UTC|GMT|(?<=:[0-9.]+\s*|M\s*|T[0-9.]{6,})(?<sign>[+-])(?<hours>[0-9]{2})(?::?(?<minutes>[0-9]{2}))?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"(\.[0-9]{7})[0-9]+")]
    private static partial Regex FinerFraction();
}
