using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Findings;

namespace Compliance.Resources.Catalogue;

/// <summary>A file of checks as written: the checks of one service. The format is described in CHECKS.md.</summary>
internal sealed record CheckFile
{
    public required string Service { get; init; }
    public required IReadOnlyList<CheckText> Checks { get; init; }
}

internal sealed record CheckText
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Type { get; init; }

    /// <summary>The end of the type that its parent's does not have, and a name: parents without such a child are shown as not applicable.</summary>
    public string? Child { get; init; }
    public required IReadOnlyList<string> Paths { get; init; }
    public required string Operator { get; init; }
    public JsonElement? Expected { get; init; }
    public IReadOnlyList<AbsentText>? Absent { get; init; }
    public string? AbsentSource { get; init; }
    public AbsentText? Null { get; init; }
    public IReadOnlyList<ConditionText>? AppliesWhen { get; init; }
    public required Severity Severity { get; init; }
    public required string Theme { get; init; }
    public required IReadOnlyList<string> Controls { get; init; }
    public required string Fix { get; init; }
    public required string Source { get; init; }
    public string? Caveat { get; init; }
    public IReadOnlyList<TerraformText>? Terraform { get; init; }
}

/// <summary>What an absent property means: a value, or a verdict.</summary>
internal sealed record AbsentText
{
    public string? Before { get; init; }
    public JsonElement? Value { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Why { get; init; }
}

internal sealed record ConditionText
{
    public required string Path { get; init; }
    public required string Operator { get; init; }
    public JsonElement? Expected { get; init; }

    /// <summary>true, false or "notEvaluable".</summary>
    public JsonElement? Absent { get; init; }
}

/// <summary>The same check on a resource of a Terraform plan.</summary>
internal sealed record TerraformText
{
    public required string Resource { get; init; }
    public required IReadOnlyList<string> Paths { get; init; }
    public string? Operator { get; init; }
    public JsonElement? Expected { get; init; }
    public IReadOnlyList<AbsentText>? Absent { get; init; }
    public IReadOnlyList<ConditionText>? AppliesWhen { get; init; }
}

/// <summary>How a file of checks is read: strictly, so that a misspelt member is noticed.</summary>
internal static class CheckFormat
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters =
        {
            new JsonElementOrNull(),
            new JsonStringEnumConverter<Severity>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>Keeps an explicit null apart from an absent member.</summary>
    private sealed class JsonElementOrNull : JsonConverter<JsonElement?>
    {
        public override bool HandleNull => true;

        public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options) => value?.WriteTo(writer);
    }
}
