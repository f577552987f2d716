namespace Compliance.Resources.Paths;

/// <summary>A path with <c>{a,b}</c> as the paths that it stands for.</summary>
internal static class BraceExpansion
{
    private const int Most = 256;

    public static IReadOnlyList<string> Of(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return text.Contains('}', StringComparison.Ordinal) ? throw new FormatException($"`{text}` closes a brace that it does not open") : [text];
        var close = text.IndexOf('}', open);
        if (close < 0) throw new FormatException($"`{text}` opens a brace that it does not close");
        if (text.IndexOf('{', open + 1, close - open - 1) >= 0) throw new FormatException($"`{text}` has a brace inside a brace");
        var expanded = text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries)
            .SelectMany(choice => Of(string.Concat(text.AsSpan(0, open), choice, text.AsSpan(close + 1)))).ToList();
        return expanded.Count <= Most ? expanded : throw new FormatException($"`{text}` stands for more than {Most} paths");
    }
}
