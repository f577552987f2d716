using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Playbooks.Cacao;

/// <summary>How CACAO 2.0 writes ids (section 10.10), variables (10.18) and times (10.16).</summary>
internal static partial class Identifiers
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>The part before <c>--</c>.</summary>
    public static string TypeOf(string id) => id[..id.IndexOf("--", StringComparison.Ordinal)];

    /// <summary>The part after <c>--</c>, in lower case: it may not serve two objects.</summary>
    public static string UuidOf(string id) => id[(id.IndexOf("--", StringComparison.Ordinal) + 2)..].ToLowerInvariant();

    public static bool IsVariable(string text) => text.Length <= 250 && Variable().IsMatch(text);

    /// <summary>Exactly three digits after the second's point, and <c>Z</c>; null for anything else.</summary>
    public static Instant? Time(string text) => TimeShape().IsMatch(text) && Milliseconds.Parse(text).TryGetValue(default, out var instant) ? instant : null;

    public static string Text(Instant time) => Milliseconds.Format(time);

    /// <summary>The variables that a text uses: each <c>__name__:value</c>.</summary>
    public static IEnumerable<string> VariablesIn(string text) => Use().Matches(text).Select(use => use.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\A[a-z][a-z0-9-]*[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"\A__[a-zA-Z][a-zA-Z0-9_-]*__\z", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<name>__[a-zA-Z][a-zA-Z0-9_-]*?__):value\b", RegexOptions.NonBacktracking)]
    private static partial Regex Use();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\z", RegexOptions.NonBacktracking)]
    private static partial Regex TimeShape();
}
