using System.Text;

namespace Compliance.Storage;

/// <summary>A file's path within a vendor's evidence: relative, with <c>/</c>, and unable to name anything outside.</summary>
public readonly record struct EvidencePath
{
    public const int MaxCharacters = 512;

    // What the file systems of a directory store take.
    private const int MaxSegmentBytes = 255;

    private readonly string? _value;

    private EvidencePath(string value) => _value = value;

    /// <exception cref="InvalidOperationException">The path is <c>default</c>.</exception>
    public string Value => _value ?? throw new InvalidOperationException("a default EvidencePath was used");

    /// <exception cref="InputException">The path is refused; the message says why.</exception>
    public static EvidencePath Parse(string? text) =>
        Problem(text) is { } problem ? throw new InputException($"the evidence path `{Shown(text)}` {problem}") : new EvidencePath(text!);

    public static bool TryParse(string? text, out EvidencePath path)
    {
        var valid = Problem(text) is null;
        path = valid ? new EvidencePath(text!) : default;
        return valid;
    }

    public override string ToString() => Value;

    private static string? Problem(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "is empty";
        if (text.Length > MaxCharacters) return $"is longer than {MaxCharacters} characters";
        if (text[0] == '/') return "is absolute: leave out the first `/`";
        if (text.Contains('\\', StringComparison.Ordinal)) return "holds a backslash: separate with `/`";
        if (StoredText.WellFormed(text) != text || text.EnumerateRunes().Any(UnseenCharacters.Include)) return "holds a character that is no text, or cannot be seen";
        foreach (var segment in text.Split('/'))
        {
            if (segment.Length == 0) return "holds an empty segment";
            if (segment[0] == '.') return "holds a segment that begins with `.`";
            // The blob service takes off such an end without a word.
            if (segment[^1] is '.' or ' ') return "holds a segment that ends with `.` or a space";
            if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes) return $"holds a segment longer than {MaxSegmentBytes} bytes";
        }
        return null;
    }

    private static string Shown(string? text) =>
        string.Concat((text ?? "").EnumerateRunes().Take(80).Select(rune => UnseenCharacters.Include(rune) ? "?" : rune.ToString()));
}
