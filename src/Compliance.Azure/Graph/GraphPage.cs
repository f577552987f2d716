using System.Text.Json;

namespace Compliance.Graph;

/// <summary>One answer of Resource Graph, checked to be one.</summary>
internal sealed class GraphPage : IDisposable
{
    private const int LongestToken = 16_384;

    private readonly JsonDocument _document;

    private GraphPage(JsonDocument document, JsonElement rows, long total, string? next) => (_document, Rows, Total, Next) = (document, rows, total, next);

    /// <summary>An array of objects.</summary>
    public JsonElement Rows { get; }

    /// <summary>Rows of all pages, as the service counted them for this one.</summary>
    public long Total { get; }

    /// <summary>What the next page is asked for with; null: there is none.</summary>
    public string? Next { get; }

    /// <exception cref="InputException">Not an answer, or one that leaves out rows.</exception>
    public static GraphPage Parse(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException malformed)
        {
            throw new InputException("Resource Graph gave an answer that is not JSON: check the address of the cloud, and repeat", malformed);
        }
        try
        {
            return Checked(document);
        }
        catch (InputException)
        {
            document.Dispose();
            throw;
        }
    }

    public void Dispose() => _document.Dispose();

    private static GraphPage Checked(JsonDocument document)
    {
        var root = document.RootElement;
        if (root.ValueKind is not JsonValueKind.Object) throw Odd("expected an object");
        if (Field(root, "data") is not { ValueKind: JsonValueKind.Array } rows) throw Odd("expected an array `data`");
        if (Field(root, "totalRecords") is not { ValueKind: JsonValueKind.Number } records || !records.TryGetInt64(out var total) || total < 0) throw Odd("expected a number `totalRecords`");
        var next = Field(root, "$skipToken") is { ValueKind: not JsonValueKind.Null } token ? Text(token, "$skipToken") : null;
        if (next is { Length: > LongestToken }) throw Odd($"expected a `$skipToken` of at most {LongestToken} characters");
        // The service says so where it cannot page on: what it kept back is lost to this query.
        if (string.IsNullOrEmpty(next) && Field(root, "resultTruncated") is { } truncated && IsTrue(truncated))
            throw new InputException("Resource Graph cut the result short and gives no further page: ask for fewer subscriptions or types at a time");
        return new(document, rows, total, string.IsNullOrEmpty(next) ? null : next);
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

    public static InputException Odd(string expected) => new($"Resource Graph gave an answer that is none: {expected}; check the address of the cloud, and repeat");

    // The API's two values are words; a flag would mean the same.
    private static bool IsTrue(JsonElement element) =>
        element.ValueKind is JsonValueKind.True || (element.ValueKind is JsonValueKind.String && Text(element, "resultTruncated") == "true");
}
