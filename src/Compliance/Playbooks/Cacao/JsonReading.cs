using System.Text.Json;

namespace Compliance.Playbooks.Cacao;

/// <summary>Reading members of a value that has not been checked, or is wrong: what is not there, or not as expected, is null or empty.</summary>
internal static class JsonReading
{
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    public static string? Text(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Whole(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : null;

    public static bool Flag(this JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.True };

    public static IReadOnlyList<string> Texts(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    public static IEnumerable<JsonElement> Items(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];
}
