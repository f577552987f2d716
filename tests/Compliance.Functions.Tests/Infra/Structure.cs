namespace Compliance.Functions.Tests.Infra;

/// <summary>That a template hangs together: what is named is there, what is there is used, and what is given is asked for.</summary>
internal static class Structure
{
    // What Bicep brings along, as far as the template uses it.
    private static readonly HashSet<string> BuiltIn =
    [
        "az", "sys", "allowed", "description", "minLength", "maxLength", "minValue", "maxValue", "secure", "metadata",
        "cidrSubnet", "concat", "empty", "environment", "filter", "guid", "items", "join", "loadJsonContent", "map", "parseCidr", "replace", "resourceGroup",
        "subscription", "subscriptionResourceId", "tenant", "toObject", "union", "uniqueString",
    ];

    public static IEnumerable<string> Problems(Template template) =>
        template.Files.SelectMany(file => Modules(template, file).Concat(Undeclared(file)).Concat(Unused(file)).Concat(Outputs(template, file)))
            .Concat(Unreachable(template))
            .Concat(Parameters(template));

    // Modules of a registry would have to be fetched where nothing can be.
    private static IEnumerable<string> Modules(Template template, BicepFile file)
    {
        foreach (var module in file.Of(DeclaredKind.Module))
        {
            if (Target(file, module) is not { } path || !template.Has(path))
            {
                yield return $"{file.Path}: module {module.Name} is `{module.Type}`, which is no file of the template";
                continue;
            }
            var wanted = template[path].Of(DeclaredKind.Parameter).ToList();
            var given = file.Property(module.Value!, "params") is { } parameters ? BicepFile.Properties(parameters.Parts[^1]).Select(file.NameOf).ToHashSet() : [];
            foreach (var name in given.Except(wanted.Select(parameter => parameter.Name))) yield return $"{file.Path}: module {module.Name} is given `{name}`, which {path} does not ask for";
            foreach (var parameter in wanted.Where(parameter => parameter.Value is null && !given.Contains(parameter.Name)))
                yield return $"{file.Path}: module {module.Name} is not given `{parameter.Name}`, which {path} requires";
        }
    }

    private static IEnumerable<string> Undeclared(BicepFile file)
    {
        var known = file.Declarations.Where(one => one.Kind != DeclaredKind.Output).Select(one => one.Name).Concat(Bound(file)).Concat(BuiltIn).ToHashSet(StringComparer.Ordinal);
        return Names(file).Where(name => !known.Contains(name)).Distinct().Select(name => $"{file.Path}: `{name}` is not declared");
    }

    private static IEnumerable<string> Unused(BicepFile file)
    {
        var used = Names(file).ToHashSet(StringComparer.Ordinal);
        return file.Declarations
            .Where(one => one.Kind is DeclaredKind.Parameter or DeclaredKind.Variable or DeclaredKind.Function || one.IsExisting)
            .Where(one => !used.Contains(one.Name))
            .Select(one => $"{file.Path}: `{one.Name}` is declared and not used");
    }

    private static IEnumerable<string> Outputs(Template template, BicepFile file) =>
        from access in file.All("member_expression")
        let parts = file.TextOf(access).Replace("!", "", StringComparison.Ordinal).Split('.')
        where parts.Length == 3 && parts[1] == "outputs"
        let module = file.Of(DeclaredKind.Module).FirstOrDefault(module => module.Name == parts[0])
        where module is not null && Target(file, module) is { } path && template.Has(path) && template[path].Of(DeclaredKind.Output).All(output => output.Name != parts[2])
        select $"{file.Path}: {module.Type} has no output `{parts[2]}`";

    private static IEnumerable<string> Unreachable(Template template)
    {
        var used = template.Files.SelectMany(file => file.Of(DeclaredKind.Module).Select(module => Target(file, module))).ToHashSet();
        return template.Files.Where(file => file.Path != Template.Main && !used.Contains(file.Path)).Select(file => $"{file.Path}: no module uses it");
    }

    private static IEnumerable<string> Parameters(Template template)
    {
        var given = template.Json("main.parameters.json").GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).ToHashSet();
        var wanted = template[Template.Main].Of(DeclaredKind.Parameter).ToList();
        return given.Except(wanted.Select(parameter => parameter.Name)).Select(name => $"main.parameters.json: `{name}` is no parameter of main.bicep")
            .Concat(wanted.Where(parameter => parameter.Value is null && !given.Contains(parameter.Name)).Select(parameter => $"main.parameters.json: `{parameter.Name}` is required and not given"));
    }

    private static string? Target(BicepFile file, Declared module) => module.Type.Contains(':', StringComparison.Ordinal) ? null
        : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(file.Path)!, module.Type))).Replace('\\', '/');

    // Identifiers where an expression stands: not what a declaration or a property is called.
    private static IEnumerable<string> Names(BicepFile file)
    {
        var called = file.Declarations.Select(one => one.Piece.Parts[0].Start)
            .Concat(file.All("object_property").Where(property => property.Parts[0].Kind == "identifier").Select(property => property.Parts[0].Start))
            .Concat(file.All("parameter").Select(parameter => parameter.Parts[0].Start))
            .Concat(file.All("resource_expression").Where(nested => nested.Parts.Count > 1).Select(nested => nested.Parts[^1].Start))
            .ToHashSet();
        var nested = file.All("resource_expression").Select(nested => file.TextOf(nested.Parts[^1]));
        return file.All("identifier").Where(identifier => !called.Contains(identifier.Start)).Select(file.TextOf).Concat(nested);
    }

    // Names that loops, lambdas and functions bind.
    private static IEnumerable<string> Bound(BicepFile file) =>
        file.All("for_statement").Where(loop => loop.Parts[0].Kind == "identifier").Select(loop => loop.Parts[0])
            .Concat(file.All("for_loop_parameters").SelectMany(loop => loop.Parts).SelectMany(part => part.All))
            .Concat(file.All("lambda_expression").Select(lambda => lambda.Parts[0]).SelectMany(part => part.All))
            .Concat(file.All("parameter").Select(parameter => parameter.Parts[0]))
            .Select(file.TextOf);
}
