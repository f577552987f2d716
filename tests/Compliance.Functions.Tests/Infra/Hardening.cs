namespace Compliance.Functions.Tests.Infra;

/// <summary>A property that makes the deployment hard, and what would undo it.</summary>
/// <param name="On">A type of resources, a path of a module where it is used, or <c>param</c>.</param>
/// <param name="Path">Names separated by points. Of a parameter its name: what counts is its default.</param>
/// <param name="Expected">As it is written, with single spaces.</param>
/// <param name="Weaker">What an attacker or a hurry would write instead.</param>
/// <param name="Named">Only the declaration of this name; null: every one of the type.</param>
internal sealed record Hardening(string On, string Path, string Expected, string Weaker, string? Named = null)
{
    private const string Parameter = "param";

    public override string ToString() => $"{(Named is null ? "" : $"{Named}: ")}{On} {Path}";

    public IEnumerable<string> Problems(Template template)
    {
        var targets = Targets(template).ToList();
        if (targets.Count == 0) yield return $"{this}: there is none";
        foreach (var (file, declared) in targets)
            if (Written(file, declared) is var written && written != Expected)
                yield return $"{file.Path}: {declared.Name}: {Path} is {written ?? "absent"} where {Expected} is expected";
    }

    /// <summary>The file with this property taken out, and with the weaker value.</summary>
    public IEnumerable<(string File, string Text)> Weakened(Template template)
    {
        var (file, declared) = Targets(template).First();
        var property = On == Parameter ? declared.Piece : file.Property(declared.Value!, Path)!;
        var value = property.Parts[^1];
        if (On != Parameter) yield return (file.Path, Without(file.Text, property));
        yield return (file.Path, file.Text.Remove(value.Start, value.End - value.Start).Insert(value.Start, Weaker));
    }

    // With the comma before or after it, where properties stand on one line.
    private static string Without(string text, Piece property)
    {
        var (before, after) = (text[..property.Start], text[property.End..]);
        if (after.StartsWith(',')) after = after[1..];
        else if (before.TrimEnd(' ').EndsWith(',')) before = before.TrimEnd(' ')[..^1];
        return before + after;
    }

    private string? Written(BicepFile file, Declared declared) =>
        On != Parameter ? file.Value(declared.Value!, Path) : declared.Value is { } value ? BicepFile.Plain(file.TextOf(value)) : null;

    private IEnumerable<(BicepFile File, Declared Declared)> Targets(Template template) =>
        from file in template.Files
        from declared in file.Declarations
        where On == Parameter
            ? file.Path == Template.Main && declared.Kind == DeclaredKind.Parameter && declared.Name == Path
            : declared is { Kind: DeclaredKind.Resource or DeclaredKind.Module, IsExisting: false } && declared.Type == On && (Named is null || declared.Name == Named)
        select (file, declared);
}

/// <summary>A resource that must stand beside another: what watches it, what keeps it.</summary>
/// <param name="Link">The property that names the other: <c>scope</c> or <c>parent</c>.</param>
/// <param name="Named">Only beside the declaration of this name; null: beside every one of the type.</param>
internal sealed record Companion(string Of, string Type, string Link, string? Named = null)
{
    public override string ToString() => $"{Type} of {Named ?? Of}";

    public IEnumerable<string> Problems(Template template)
    {
        var targets = Targets(template).ToList();
        if (targets.Count == 0) yield return $"{this}: there is nothing that it could be of";
        foreach (var (file, target) in targets)
            if (Beside(file, target) is null) yield return $"{file.Path}: {target.Name} has no {Type}";
    }

    /// <summary>The file without it.</summary>
    public (string File, string Text) Removed(Template template)
    {
        var (file, target) = Targets(template).First();
        var piece = Beside(file, target)!.Piece;
        return (file.Path, file.Text.Remove(piece.Start, piece.End - piece.Start));
    }

    private Declared? Beside(BicepFile file, Declared target) =>
        file.Of(DeclaredKind.Resource).FirstOrDefault(one => one is { IsExisting: false } && one.Type == Type && file.Value(one.Value!, Link) == target.Name);

    private IEnumerable<(BicepFile File, Declared Target)> Targets(Template template) =>
        from file in template.Files
        from declared in file.Of(DeclaredKind.Resource)
        where !declared.IsExisting && declared.Type == Of && (Named is null || declared.Name == Named)
        select (file, declared);
}

/// <summary>A property that must not be written down.</summary>
internal sealed record Absence(string On, string Path, string Value)
{
    public override string ToString() => $"{On} {Path}";

    public IEnumerable<string> Problems(Template template) =>
        from file in template.Files
        from declared in file.Of(DeclaredKind.Resource)
        where declared.Type == On && file.Property(declared.Value!, Path) is not null
        select $"{file.Path}: {declared.Name}: {Path} must not be set";

    /// <summary>The file with it.</summary>
    public (string File, string Text) Added(Template template)
    {
        var (file, declared) = (from one in template.Files from declaration in one.Of(DeclaredKind.Resource) where declaration.Type == On && !declaration.IsExisting select (one, declaration)).First();
        var (parent, name) = Path.LastIndexOf('.') is var dot and > 0 ? (Path[..dot], Path[(dot + 1)..]) : ("", Path);
        var body = parent.Length == 0 ? declared.Value! : file.Property(declared.Value!, parent)!.Parts[^1];
        return (file.Path, file.Text.Insert(body.Start + 1, $"\n{name}: {Value}\n"));
    }
}
