using System.Text;

namespace Compliance.Vendors;

/// <summary>A value of a YAML file being read. Each read returns null, having noted the problem at the value's place,
/// when the value has not the shape asked for; so reading goes on and finds the other problems.</summary>
internal readonly record struct YamlValue(YamlNode Node, string File, InputProblems Problems)
{
    private const int LongestText = 1024;

    public int Line => (int)Node.Line;

    public YamlValue With(YamlNode node) => this with { Node = node };

    public void Refuse(string problem) => Problems.Add(File, Node.Line, Node.Column, problem);

    /// <summary>One line of text that is not empty.</summary>
    public string? Text()
    {
        if (Node is not YamlScalar scalar)
        {
            Refuse($"expected text, found {(Node is YamlList ? "a list" : "a mapping")}");
            return null;
        }
        if (scalar.IsAbsent)
        {
            Refuse("expected text, found nothing: write it, or remove its place");
            return null;
        }
        var problem = scalar.Text.Length > LongestText ? $"is longer than {LongestText} characters: shorten it"
            : IsPrintable(scalar.Text) ? null
            : "holds a line break, a control character or half a character: write one line of text";
        if (problem is null) return scalar.Text;
        Refuse($"{Excerpt.Of(scalar.Text)} {problem}");
        return null;
    }

    /// <summary>A value written in one of the <see cref="Notations"/>.</summary>
    public T? As<T>(Notation<T> notation) where T : struct
    {
        if (Text() is not { } text) return null;
        var value = notation(text, out var problem);
        if (value is null) Refuse(problem);
        return value;
    }

    /// <summary>One of the words given, which are lower case; compared exactly.</summary>
    public string? Word(params ReadOnlySpan<string> words)
    {
        if (Text() is not { } text) return null;
        if (words.Contains(text)) return text;
        Refuse($"{Excerpt.Of(text)} is not known here: expected {string.Join(" or ", words)}");
        return null;
    }

    /// <summary>A list of at least one item; items that cannot be read are left out, with their problem noted.</summary>
    public IReadOnlyList<T>? Some<T>(Func<YamlValue, T?> read) where T : class
    {
        var items = Any(read);
        if (Node is YamlList { Items.Count: 0 }) Refuse("the list is empty: name at least one, or leave the key out");
        return items;
    }

    /// <summary>A list, possibly empty.</summary>
    public IReadOnlyList<T>? Any<T>(Func<YamlValue, T?> read) where T : class
    {
        if (Node is not YamlList list)
        {
            Refuse("expected a list: write `[ … ]`, or lines that begin with `- `");
            return null;
        }
        var items = new List<T>(list.Items.Count);
        foreach (var node in list.Items)
            if (read(With(node)) is { } item) items.Add(item);
        return items;
    }

    /// <summary>A mapping whose keys are names of the file's own.</summary>
    public IReadOnlyList<(string Key, YamlValue KeyPlace, YamlValue Value)>? Named(string what)
    {
        if (Node is not YamlMap map)
        {
            Refuse($"expected a mapping: {what}");
            return null;
        }
        var entries = new List<(string, YamlValue, YamlValue)>(map.Entries.Count);
        foreach (var (key, value) in map.Entries)
            if (With(key).Text() is { } name) entries.Add((name, With(key), With(value)));
        return entries;
    }

    /// <summary>A mapping of the keys given and no others.</summary>
    /// <param name="what">What it describes, for messages: <c>a network</c>.</param>
    public YamlFields? Fields(string what, params string[] keys)
    {
        if (Node is YamlMap map) return new YamlFields(this, map, what, keys);
        Refuse($"expected a mapping: {what} has {string.Join(", ", keys)}");
        return null;
    }

    private static bool IsPrintable(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // Half a surrogate pair could be written by an escape, and has no UTF-8.
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done) return false;
            if (Rune.IsControl(rune)) return false;
            rest = rest[length..];
        }
        return true;
    }
}
