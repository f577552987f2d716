namespace Compliance.Functions.Tests.Infra;

internal enum DeclaredKind
{
    Parameter,
    Variable,
    Resource,
    Module,
    Output,
    Function,
}

/// <summary>A declaration of a Bicep file.</summary>
/// <param name="Type">Of a resource its type without the version, of a module its path; else empty.</param>
/// <param name="Value">What follows the equals sign: of a resource or module its object, without condition and loop. Null: nothing does.</param>
internal sealed record Declared(DeclaredKind Kind, string Name, string Type, bool IsExisting, Piece Piece, Piece? Value)
{
    public static IReadOnlyDictionary<string, DeclaredKind> Kinds { get; } = new Dictionary<string, DeclaredKind>(StringComparer.Ordinal)
    {
        ["parameter_declaration"] = DeclaredKind.Parameter,
        ["variable_declaration"] = DeclaredKind.Variable,
        ["resource_declaration"] = DeclaredKind.Resource,
        ["module_declaration"] = DeclaredKind.Module,
        ["output_declaration"] = DeclaredKind.Output,
        ["user_defined_function"] = DeclaredKind.Function,
    };

    public static Declared Read(BicepFile file, Piece piece)
    {
        var kind = Kinds[piece.Kind];
        var name = file.TextOf(piece.Parts[0]);
        var isTyped = kind is DeclaredKind.Resource or DeclaredKind.Module;
        var type = isTyped ? file.TextOf(piece.Parts[1]).Trim('\'').Split('@')[0] : "";
        var isExisting = isTyped && file.Text[piece.Parts[1].End..piece.Parts[2].Start].Contains("existing", StringComparison.Ordinal);
        // The type of a parameter stands before its default.
        var value = piece.Parts.Count > (kind == DeclaredKind.Variable ? 1 : 2) ? piece.Parts[^1] : null;
        return new(kind, name, type, isExisting, piece, isTyped ? BodyOf(piece.Parts[^1]) : value);
    }

    // `= if (…) { }`, `= [for …: { }]`
    private static Piece BodyOf(Piece piece) => piece.Kind == "object" ? piece : BodyOf(piece.Parts[^1]);
}
