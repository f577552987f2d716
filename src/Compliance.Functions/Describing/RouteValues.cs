using System.Text.Json.Nodes;

namespace Compliance.Functions.Describing;

/// <summary>What stands in routes.</summary>
internal static class RouteValues
{
    public static Parameter Of(string name) => name switch
    {
        "vendor" => new(name, "The vendor's id", Reference("VendorId")),
        "audit" => new(name, "The audit's id", Reference("AuditId")),
        "fingerprint" => new(name, "The finding's fingerprint", Reference("Fingerprint")),
        "framework" => Parameter.Word(name, "The framework's id", Catalogue.Frameworks.Select(framework => framework.Id)),
        "index" => Parameter.Number(name, "The entry's index"),
        "path" => Parameter.Text(name, "The file's path, whose slashes stand as they are", 1024),
        "pseudonym" => new(name, "`p:` and 26 letters or digits, as the trail has it", new JsonObject { ["type"] = "string", ["pattern"] = "^p:[a-z2-7]{26}$" }),
        "incident" => Parameter.Text(name, "The incident's id"),
        "step" => Parameter.Text(name, "The step's id, or its short name"),
        "rule" => Parameter.Text(name, "The rule's id"),
        "delivery" => Parameter.Text(name, "The message's id"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "a route has a value that nobody has described"),
    };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };
}
