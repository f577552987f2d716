using System.Text;

namespace Compliance.Vendors;

/// <summary>A pattern in which <c>*</c> matches any run of characters, separators too; ordinal, ignoring case.</summary>
public sealed class Pattern
{
    // The pattern folded and cut at its stars: a prefix, parts to be found in order, a suffix.
    private readonly string[] _parts;

    public Pattern(string text)
    {
        Text = text;
        _parts = Fold(text).Split('*');
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>True for <c>*</c>, which alone also matches an absent value.</summary>
    public bool IsAny => Text.Length > 0 && Text.AsSpan().IndexOfAnyExcept('*') < 0;

    /// <summary>True when the pattern holds no star.</summary>
    public bool IsLiteral => _parts.Length == 1;

    /// <summary>Matches a value that is present (possibly empty).</summary>
    public bool Matches(string value) => MatchesFolded(Fold(value));

    /// <summary>Matches a value already folded by <see cref="Fold(string)"/>.</summary>
    public bool MatchesFolded(ReadOnlySpan<char> folded)
    {
        if (_parts.Length == 1) return folded.SequenceEqual(_parts[0]);
        var first = _parts[0];
        var last = _parts[^1];
        if (folded.Length < first.Length + last.Length || !folded.StartsWith(first) || !folded.EndsWith(last)) return false;
        // Leftmost matches of the inner parts are enough: a later one never leaves more room for those that follow.
        var rest = folded[first.Length..^last.Length];
        for (var i = 1; i < _parts.Length - 1; i++)
        {
            var at = rest.IndexOf(_parts[i]);
            if (at < 0) return false;
            rest = rest[(at + _parts[i].Length)..];
        }
        return true;
    }

    /// <summary>Case folding of every comparison here: upper case, invariant, character by character.</summary>
    public static string Fold(string value) => value.ToUpperInvariant();

    /// <summary>Folds UTF-8 text. Malformed bytes become U+FFFD.</summary>
    public static string Fold(ReadOnlySpan<byte> utf8) => Fold(Encoding.UTF8.GetString(utf8));

    public override string ToString() => Text;
}
