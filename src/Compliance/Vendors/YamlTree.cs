using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Compliance.Vendors;

/// <summary>A node of a YAML file with its place, both counted from 1.</summary>
internal abstract record YamlNode(long Line, long Column);

internal sealed record YamlScalar(string Text, bool IsPlain, long Line, long Column) : YamlNode(Line, Column)
{
    /// <summary>Nothing written, <c>~</c>, <c>null</c> or an empty text: as if the key were not there.</summary>
    public bool IsAbsent => Text.Length == 0 || (IsPlain && Text is "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(IReadOnlyList<YamlNode> Items, long Line, long Column) : YamlNode(Line, Column);

/// <param name="Entries">In file order, keys distinct.</param>
internal sealed record YamlMap(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, long Line, long Column) : YamlNode(Line, Column);

/// <summary>Builds the nodes of the one document of a file from the parser's events. Whatever could make a small file
/// mean something large or something executable is refused: aliases, anchors, tags, deep nesting.</summary>
internal sealed class YamlTree
{
    private const int Deepest = 32;

    private readonly string _file;
    private readonly string _page;
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    private YamlTree(string file, string text, string page)
    {
        _file = file;
        _page = page;
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
    }

    /// <param name="page">Which tells the keys of the file.</param>
    /// <exception cref="InputException">No YAML, or YAML that is refused.</exception>
    public static YamlNode Parse(string file, string text, string page = "VENDOR-FOLDER.md")
    {
        try
        {
            return new YamlTree(file, text, page).Document();
        }
        catch (YamlException error)
        {
            var problem = Excerpt.Line(char.ToLowerInvariant(error.Message[0]) + error.Message[1..].TrimEnd('.'), 200);
            throw new InputException(InputException.At(file, error.Start.Line, error.Start.Column, $"not valid YAML: {problem}").Message, error);
        }
    }

    private YamlNode Document()
    {
        Next();
        if (Next() is StreamEnd) throw At(1, 1, $"the file is empty: see {_page} for its keys");
        Next();
        var root = Node(depth: 1);
        Next();
        if (Next() is DocumentStart second) throw At(second, "a second document begins: a file holds one, remove the `---`");
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.Current is AnchorAlias alias) throw At(alias, "aliases (`*name`) are not accepted: write the value out");
        // A key without a value in an odd place (`? :`) comes without the empty scalar that stands for it elsewhere.
        if (_parser.Current is not NodeEvent node) throw At(_parser.Current!, "a value is missing here: write it, or remove its key");
        if (!node.Anchor.IsEmpty) throw At(node, "anchors (`&name`) are not accepted: write the value out");
        if (!node.Tag.IsEmpty) throw At(node, "tags (`!name`) are not accepted: remove the tag");
        if (depth > Deepest) throw At(node, $"nested deeper than {Deepest} levels");
        return node switch
        {
            Scalar scalar => Leaf(scalar),
            SequenceStart => List(node, depth),
            _ => Map(node, depth),
        };
    }

    private static YamlScalar Leaf(Scalar scalar) =>
        new(scalar.Value, scalar.Style == ScalarStyle.Plain, scalar.Start.Line, scalar.Start.Column);

    private YamlList List(NodeEvent start, int depth)
    {
        var items = new List<YamlNode>();
        while (Next() is not SequenceEnd) items.Add(Node(depth + 1));
        return new YamlList(items, start.Start.Line, start.Start.Column);
    }

    private YamlMap Map(NodeEvent start, int depth)
    {
        var entries = new List<(YamlScalar, YamlNode)>();
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Next() is { } next and not MappingEnd)
        {
            if (Node(depth + 1) is not YamlScalar key) throw At(next, "a key must be text, not a list or a mapping");
            if (!seen.TryAdd(key.Text, key.Line)) throw At(next, $"the key {Excerpt.Of(key.Text)} is already on line {seen[key.Text]}: remove one");
            Next();
            entries.Add((key, Node(depth + 1)));
        }
        return new YamlMap(entries, start.Start.Line, start.Start.Column);
    }

    private ParsingEvent Next()
    {
        try
        {
            return _parser.MoveNext() ? _parser.Current! : throw Here("the file ends unexpectedly: complete it");
        }
        // Two mistakes for which the scanner of YamlDotNet 16.3 has no YamlException.
        catch (ArgumentOutOfRangeException error)
        {
            throw new InputException(Here("not valid YAML: an escape (`\\U…`) beyond Unicode, correct it").Message, error);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(Here("not valid YAML: inside a `[` or `{` that is open, indent the line or close the bracket").Message, error);
        }
    }

    private InputException Here(string problem) => At(_scanner.CurrentPosition.Line, _scanner.CurrentPosition.Column, problem);

    private InputException At(ParsingEvent place, string problem) => At(place.Start.Line, place.Start.Column, problem);

    private InputException At(long line, long column, string problem) => InputException.At(_file, line, column, problem);
}
