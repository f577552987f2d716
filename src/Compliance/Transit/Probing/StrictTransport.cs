using System.Globalization;

namespace Compliance.Transit.Probing;

/// <summary>The field of RFC 6797.</summary>
internal static class StrictTransport
{
    /// <summary>Its <c>max-age</c> in seconds, the largest number there is where it is larger.</summary>
    /// <returns>Null: it is absent, stands twice, or is no number; a browser ignores the field then.</returns>
    public static long? MaxAge(string value)
    {
        string? found = null;
        foreach (var directive in value.Split(';', StringSplitOptions.TrimEntries))
        {
            var equals = directive.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !directive.AsSpan(0, equals).Trim().Equals("max-age", StringComparison.OrdinalIgnoreCase)) continue;
            if (found is not null) return null;
            found = Unquoted(directive[(equals + 1)..].Trim());
        }
        if (string.IsNullOrEmpty(found) || !found.All(char.IsAsciiDigit)) return null;
        return long.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : long.MaxValue;
    }

    private static string Unquoted(string text) => text is ['"', .. var inner, '"'] ? inner : text;
}
