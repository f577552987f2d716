namespace Compliance.Notices;

/// <summary>A piece of a template's text: words as they are, or a placeholder.</summary>
/// <param name="Text">The words; of a placeholder its name.</param>
internal readonly record struct Piece(string Text, bool IsPlaceholder);

/// <summary>Text with placeholders, <c>{{name}}</c>, read strictly: braces in pairs are never words.</summary>
internal sealed class Phrase
{
    private const string Open = "{{";
    private const string Close = "}}";

    private Phrase(IReadOnlyList<Piece> pieces) => Pieces = pieces;

    public IReadOnlyList<Piece> Pieces { get; }

    /// <exception cref="FormatException">A brace without its other half, or a placeholder that is not in the list.</exception>
    public static Phrase Parse(string text)
    {
        var pieces = new List<Piece>();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var open = rest.IndexOf(Open, StringComparison.Ordinal);
            pieces.AddRange(Words(open < 0 ? rest : rest[..open]));
            if (open < 0) break;
            rest = rest[(open + Open.Length)..];
            var close = rest.IndexOf(Close, StringComparison.Ordinal);
            if (close < 0) throw new FormatException($"`{Open}` without `{Close}` behind it");
            pieces.Add(Placeholder(rest[..close].ToString()));
            rest = rest[(close + Close.Length)..];
        }
        return new Phrase(pieces);
    }

    private static IEnumerable<Piece> Words(ReadOnlySpan<char> text)
    {
        if (text.Contains(Close, StringComparison.Ordinal)) throw new FormatException($"`{Close}` without `{Open}` before it");
        return text.Length == 0 ? [] : [new Piece(text.ToString(), IsPlaceholder: false)];
    }

    private static Piece Placeholder(string name) => Placeholders.All.ContainsKey(name)
        ? new Piece(name, IsPlaceholder: true)
        : throw new FormatException($"`{Open}{Shown(name)}{Close}` is no placeholder; NOTICES.md lists those there are");

    private static string Shown(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
