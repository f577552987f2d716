using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compliance.Tests.Regimes;

/// <summary>A worked example of <c>deadline-cases.json</c>.</summary>
internal sealed record WorkedCase
{
    [JsonPropertyName("id")] public required string Id { get; init; }
    [JsonPropertyName("regime_id")] public required string Rule { get; init; }
    [JsonPropertyName("title")] public required string Title { get; init; }
    [JsonPropertyName("trigger_at")] public string? TriggerAt { get; init; }
    [JsonPropertyName("awareness_at")] public string? AwarenessAt { get; init; }
    [JsonPropertyName("time_zone")] public string? Zone { get; init; }
    [JsonPropertyName("rule")] public string? Words { get; init; }
    [JsonPropertyName("due_at")] public string? DueAt { get; init; }
    [JsonPropertyName("latest_arguable_at")] public string? LatestArguableAt { get; init; }
    [JsonPropertyName("entity_class")] public string? EntityClass { get; init; }
    [JsonPropertyName("holidays")] public IReadOnlyList<string> Holidays { get; init; } = [];
    [JsonPropertyName("expected")] public string? Expected { get; init; }

    public static IReadOnlyList<WorkedCase> All { get; } = Read();

    private static IReadOnlyList<WorkedCase> Read()
    {
        var document = JsonElement.Parse(File.ReadAllText(Repository.At("tests", "Compliance.Tests", "Regimes", "deadline-cases.json")));
        return [.. document.GetProperty("cases").EnumerateArray().Select(worked => worked.Deserialize<WorkedCase>()!)];
    }
}
