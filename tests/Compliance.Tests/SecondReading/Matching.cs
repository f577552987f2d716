using Compliance.Vendors;

namespace Compliance.Tests.SecondReading;

/// <summary>Names and patterns: ordinal, ignoring case.</summary>
internal static class Matching
{
    public static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>*</c> matches any run of characters, also an empty one, also across separators.</summary>
    public static bool Matches(string pattern, string value)
    {
        if (pattern.Length == 0) return value.Length == 0;
        if (pattern[0] == '*')
            return Enumerable.Range(0, value.Length + 1).Any(taken => Matches(pattern[1..], value[taken..]));
        return value.Length > 0 && Same(pattern[..1], value[..1]) && Matches(pattern[1..], value[1..]);
    }

    /// <summary>"An event without a resource matches only <c>*</c>."</summary>
    public static bool AnyMatches(IEnumerable<Pattern> patterns, string? value) =>
        patterns.Any(pattern => value is null ? pattern.Text == "*" : Matches(pattern.Text, value));
}
