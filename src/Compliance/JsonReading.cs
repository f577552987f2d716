using System.Text.Json;

namespace Compliance;

/// <summary>Reading members of JSON that somebody else wrote and that has not been checked, or is wrong: what is not there, or not as expected, is null or empty.
/// Asking for a text whose escapes are no text is an <see cref="InvalidOperationException"/>.</summary>
public static class JsonReading
{
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    public static string? Text(this JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static string? Text(this JsonElement value, string name) => value.Member(name)?.Text();

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
