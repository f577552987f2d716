using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Vendors;

/// <summary>Reads a value from its text; null with the problem, in words for the user, when the text is not one.</summary>
internal delegate T? Notation<T>(string text, out string problem) where T : struct;

/// <summary>How instants, dates, times, durations, days of the week, zones and networks are written in a vendor folder.</summary>
internal static class Notations
{
    /// <summary>Stands for every later instant: exports write 9999-12-31 for "never", and what adds days to it must not overflow.</summary>
    public static readonly Instant Never = NodaTime.Instant.FromUtc(9999, 1, 1, 0, 0);

    private const int FirstYear = 1900;
    private const int LongestDays = 3660;
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>ISO 8601 with seconds and an offset.</summary>
    public static Instant? Instant(string text, out string problem)
    {
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (!parsed.Success)
        {
            problem = LocalDateTimePattern.ExtendedIso.Parse(text).Success || LocalDatePattern.Iso.Parse(text).Success
                ? $"{Excerpt.Of(text)} has no offset: write an instant such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00"
                : $"{Excerpt.Of(text)} is not an instant: expected one such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00";
            return null;
        }
        if (!YearIsSensible(parsed.Value.Year, text, out problem)) return null;
        return parsed.Value.Year == 9999 ? Never : parsed.Value.ToInstant();
    }

    /// <summary>A day, <c>2026-01-31</c>.</summary>
    public static LocalDate? Date(string text, out string problem)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (parsed.Success) return YearIsSensible(parsed.Value.Year, text, out problem) ? parsed.Value : null;
        problem = $"{Excerpt.Of(text)} is not a date: expected one such as 2026-01-31";
        return null;
    }

    /// <summary>A time of day, <c>07:30</c>.</summary>
    public static LocalTime? Time(string text, out string problem)
    {
        problem = $"{Excerpt.Of(text)} is not a time of day: expected one such as \"07:30\"";
        var parsed = TimeOfDay.Parse(text);
        return parsed.Success ? parsed.Value : null;
    }

    /// <summary>A time of day at which something ends: <c>24:00</c> too, which is the midnight after.</summary>
    public static LocalTime? EndTime(string text, out string problem)
    {
        problem = "";
        return text == "24:00" ? LocalTime.Midnight : Time(text, out problem);
    }

    /// <summary>A positive number with <c>m</c>, <c>h</c> or <c>d</c>; a day is 24 hours.</summary>
    public static Duration? Duration(string text, out string problem)
    {
        problem = $"{Excerpt.Of(text)} is not a duration: expected a positive number with m, h or d, such as 15m, 24h or 30d";
        if (text.Length < 2 || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return null;
        var minutes = text[^1] switch { 'm' => number, 'h' => number * 60L, 'd' => number * 24L * 60, _ => 0L };
        if (minutes == 0) return null;
        if (minutes <= LongestDays * 24L * 60) return NodaTime.Duration.FromMinutes(minutes);
        problem = $"{Excerpt.Of(text)} is too long: at most {LongestDays}d";
        return null;
    }

    /// <summary>A duration of whole minutes as <see cref="Duration"/> reads it: <c>396d</c>, <c>36h</c>.</summary>
    public static string TextOf(Duration span) =>
        span == NodaTime.Duration.FromDays(span.Days) ? string.Create(CultureInfo.InvariantCulture, $"{span.Days}d")
        : span == NodaTime.Duration.FromHours((long)span.TotalHours) ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}h")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalMinutes}m");

    /// <summary>A whole number from 0.</summary>
    public static long? Count(string text, out string problem)
    {
        problem = $"{Excerpt.Of(text)} is not a number: expected a whole number from 0, such as 60";
        // 15 digits stay exact in every reader of JSON.
        return text.Length <= 15 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A comma list of days and ranges of days, which may wrap: bit 0 is Monday.</summary>
    public static byte? Days(string text, out string problem)
    {
        problem = $"{Excerpt.Of(text)} is not a list of days: expected mon, tue … sun and ranges, such as \"mon-sat\" or \"mon,wed-fri\"";
        var days = 0;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var first = DayIndex(ends[0]);
            var last = DayIndex(ends[^1]);
            if (ends.Length > 2 || first < 0 || last < 0) return null;
            for (var day = first; ; day = (day + 1) % 7)
            {
                days |= 1 << day;
                if (day == last) break;
            }
        }
        return (byte)days;
    }

    /// <summary>A zone of the IANA database.</summary>
    public static DateTimeZone? Zone(string text, out string problem)
    {
        problem = "";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } zone) return zone;
        var meant = DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => id.Equals(text, StringComparison.OrdinalIgnoreCase));
        problem = $"{Excerpt.Of(text)} is not a time zone: expected {(meant is null ? "an IANA name such as Asia/Manila" : $"`{meant}`")}";
        return null;
    }

    /// <summary>A network in CIDR notation; an address alone is the network of that one address. IPv4 mapped into IPv6 is IPv4.</summary>
    public static IPNetwork? Cidr(string text, out string problem)
    {
        problem = $"{Excerpt.Of(text)} is not a network: expected one such as 203.0.113.0/24 or 2001:db8:20::/48";
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (Address(slash < 0 ? text : text[..slash]) is not { } address) return null;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > bits))
            return null;
        if (address.IsIPv4MappedToIPv6 && prefix >= 96) (address, prefix) = (address.MapToIPv4(), prefix - 96);
        var first = Masked(address, prefix);
        if (first.Equals(address)) return new IPNetwork(first, prefix);
        problem = $"{Excerpt.Of(text)} has address bits after its prefix: write {first}/{prefix}, or the address alone";
        return null;
    }

    // The framework also reads 1, 010.0.0.1 (octal), [::1]:80 and fe80::1%3, none of which anybody means here.
    internal static IPAddress? Address(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return null;
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString() == text ? address : null;
        return text.AsSpan().IndexOfAny("[]%") < 0 ? address : null;
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - i * 8, 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept & 0xFF);
        }
        return new IPAddress(bytes);
    }

    private static int DayIndex(string text) =>
        Array.FindIndex(DayNames, day => day.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    private static bool YearIsSensible(int year, string text, out string problem)
    {
        problem = year < FirstYear ? $"{Excerpt.Of(text)} is before {FirstYear}: correct the year" : "";
        return year >= FirstYear;
    }
}
