using System.Text.Json;

namespace Compliance.Graph;

/// <summary>Answers of Azure as JSON that need not be what the API describes: what is odd becomes an <see cref="InputException"/>.</summary>
internal static class GraphJson
{
    /// <exception cref="InputException">Not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException malformed)
        {
            throw new InputException("Azure gave an answer that is not JSON: check the address of the cloud, and repeat", malformed);
        }
    }

    /// <summary>A field of an object; null when it has none of that name.</summary>
    public static JsonElement? Field(JsonElement element, string name) => Unicode<JsonElement?>(() => element.TryGetProperty(name, out var value) ? value : null);

    /// <summary>A field of text.</summary>
    public static string Text(JsonElement element, string field) =>
        element.ValueKind is JsonValueKind.String ? Unicode(() => element.GetString()!) : throw Odd($"expected `{field}` to be a string");

    /// <summary>What half a surrogate pair, in a name or a text, keeps from being read.</summary>
    public static T Unicode<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw Odd("expected text in Unicode");
        }
    }

    public static InputException Odd(string expected) => new($"Azure gave an answer that is none: {expected}; check the address of the cloud, and repeat");
}
