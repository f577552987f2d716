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
        var document = GraphJson.Parse(body);
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
        if (root.ValueKind is not JsonValueKind.Object) throw GraphJson.Odd("expected an object");
        if (GraphJson.Field(root, "data") is not { ValueKind: JsonValueKind.Array } rows) throw GraphJson.Odd("expected an array `data`");
        if (GraphJson.Field(root, "totalRecords") is not { ValueKind: JsonValueKind.Number } records || !records.TryGetInt64(out var total) || total < 0) throw GraphJson.Odd("expected a number `totalRecords`");
        var next = GraphJson.Field(root, "$skipToken") is { ValueKind: not JsonValueKind.Null } token ? GraphJson.Text(token, "$skipToken") : null;
        if (next is { Length: > LongestToken }) throw GraphJson.Odd($"expected a `$skipToken` of at most {LongestToken} characters");
        // The service says so where it cannot page on: what it kept back is lost to this query.
        if (string.IsNullOrEmpty(next) && GraphJson.Field(root, "resultTruncated") is { } truncated && IsTrue(truncated))
            throw new InputException("Resource Graph cut the result short and gives no further page: ask for fewer subscriptions or types at a time");
        return new(document, rows, total, string.IsNullOrEmpty(next) ? null : next);
    }

    // The API's two values are words; a flag would mean the same.
    private static bool IsTrue(JsonElement element) =>
        element.ValueKind is JsonValueKind.True || (element.ValueKind is JsonValueKind.String && GraphJson.Text(element, "resultTruncated") == "true");
}
