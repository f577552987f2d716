namespace Compliance.Functions.Tests.Infra;

/// <summary>A file of the template: what it declares, and what its expressions name.</summary>
internal sealed class BicepFile
{
    private const string Object = "object";

    private readonly Piece _root;

    public BicepFile(string path, string text, Piece root)
    {
        (Path, Text, _root) = (path, text, root);
        Declarations = [.. root.All.Where(piece => Declared.Kinds.ContainsKey(piece.Kind)).Select(piece => Declared.Read(this, piece))];
    }

    /// <summary>Below the folder infra, such as <c>modules/vault.bicep</c>.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>Also resources declared within resources.</summary>
    public IReadOnlyList<Declared> Declarations { get; }

    public IEnumerable<Declared> Of(DeclaredKind kind) => Declarations.Where(one => one.Kind == kind);

    public string TextOf(Piece piece) => Text[piece.Start..piece.End];

    /// <summary>Pieces of the whole file of one kind.</summary>
    public IEnumerable<Piece> All(string kind) => _root.All.Where(piece => piece.Kind == kind);

    /// <summary>A property of an object by the names on its way, separated by points; null where it is not written down.</summary>
    public Piece? Property(Piece body, string path)
    {
        Piece? found = null;
        var at = body;
        foreach (var name in path.Split('.'))
        {
            if (at.Kind != Object) return null;
            found = Properties(at).FirstOrDefault(property => NameOf(property) == name);
            if (found is null) return null;
            at = found.Parts[^1];
        }
        return found;
    }

    /// <summary>The value of a property as it is written, its white space made plain; null where it is not written down.</summary>
    public string? Value(Piece body, string path) => Property(body, path) is { } property ? Plain(TextOf(property.Parts[^1])) : null;

    public static IEnumerable<Piece> Properties(Piece body) => body.Parts.Where(part => part.Kind == "object_property" && part.Parts.Count >= 2);

    public string NameOf(Piece property) => TextOf(property.Parts[0]).Trim('\'');

    public static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
