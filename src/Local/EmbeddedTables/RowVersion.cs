using System.Globalization;

namespace Compliance.Local.EmbeddedTables;

/// <summary>
/// A row's time stamp, in ticks of 100 ns, and the ETag made of it: <c>W/"datetime'2026-01-01T00%3A00%3A00.1234567Z'"</c>.
/// INVARIANT: no two writes into one file have the same ticks, also when the clock stands still or goes back.
/// </summary>
internal readonly record struct RowVersion(long Ticks)
{
    private const string Prefix = "W/\"datetime'";
    private const string Suffix = "'\"";
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public string Timestamp => new DateTime(Ticks, DateTimeKind.Utc).ToString(Format, CultureInfo.InvariantCulture);

    public string ETag => Prefix + Timestamp.Replace(":", "%3A", StringComparison.Ordinal) + Suffix;

    /// <summary>Null for a condition that this service never gave, which then holds for no row.</summary>
    public static RowVersion? Parse(string etag)
    {
        if (!etag.StartsWith(Prefix, StringComparison.Ordinal) || !etag.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var text = Uri.UnescapeDataString(etag[Prefix.Length..^Suffix.Length]);
        return DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant)
            ? new RowVersion(instant.Ticks)
            : null;
    }
}
