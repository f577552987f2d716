using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Compliance.Functions.Http;

namespace Compliance.Functions.Describing;

/// <summary>JSON Schema (2020-12) of what is sent and answered. Of requests it follows from the types that they are read into; of answers it stands in
/// the files beside this.</summary>
internal static class Schemas
{
    private const string Suffix = ".schemas.json";

    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = WithoutDefault };

    /// <summary>Every schema that has a name, by it.</summary>
    public static JsonObject Components()
    {
        var components = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        var assembly = typeof(Schemas).Assembly;
        foreach (var file in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(file)!;
            foreach (var (name, schema) in JsonNode.Parse(stream)!.AsObject()) components.Add(name, schema!.DeepClone());
        }
        return new JsonObject(components);
    }

    public static JsonObject OfRequest(Type type) => Body.Strict.GetJsonSchemaAsNode(type, Exporting).AsObject();

    /// <param name="schema">A name; several, separated by <c>|</c>, of which one fits; empty: text or bytes.</param>
    public static JsonObject OfContent(string schema) => schema.Length == 0 ? [] : new JsonObject { ["schema"] = OneOf([.. schema.Split('|').Select(Reference)]) };

    public static JsonObject OfProblem(int status, IReadOnlyList<string> codes) => new()
    {
        ["allOf"] = new JsonArray(Reference("Problem")),
        ["properties"] = new JsonObject
        {
            ["status"] = new JsonObject { ["const"] = status },
            ["code"] = new JsonObject { ["enum"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) },
        },
    };

    // What is left out is told in words; the exporter writes the number of a member where the word is expected.
    private static JsonNode WithoutDefault(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject members) members.Remove("default");
        return schema;
    }

    private static JsonObject OneOf(JsonObject[] schemas) => schemas is [var only] ? only : new JsonObject { ["oneOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };
}
