using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compliance.Graph;

/// <summary>Rows as they are written: one JSON object a line, each resource once.</summary>
internal sealed class GraphRows : IDisposable
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    // 16 bytes a resource: ids themselves would be most of what is kept in memory.
    private readonly HashSet<UInt128> _ids = [];
    private readonly MemoryStream _page = new();
    private readonly Utf8JsonWriter _json;

    public GraphRows() => _json = new(_page, Layout);

    /// <summary>Ids of the App Service sites and slots among the rows, in their order.</summary>
    public List<string> Sites { get; } = [];

    /// <summary>Rows written so far.</summary>
    public int Count => _ids.Count;

    /// <exception cref="InputException">A row that is none, or a resource a second time.</exception>
    public async Task WriteAsync(JsonElement rows, int most, Stream output, CancellationToken cancellationToken)
    {
        _page.SetLength(0);
        foreach (var row in rows.EnumerateArray()) Add(row, most);
        await output.WriteAsync(_page.GetBuffer().AsMemory(0, (int)_page.Length), cancellationToken);
    }

    public void Dispose()
    {
        _json.Dispose();
        _page.Dispose();
    }

    private void Add(JsonElement row, int most)
    {
        if (row.ValueKind is not JsonValueKind.Object || GraphJson.Field(row, "id") is not { } id) throw GraphJson.Odd("expected every row to be an object with an `id`");
        var name = GraphJson.Text(id, "id");
        if (!_ids.Add(Hash(name))) throw new InputException("Resource Graph listed a resource twice: resources changed while they were listed; repeat");
        if (Count > most) throw new InputException($"there are more than {most} resources, the most that is read: raise the limit, or ask for fewer subscriptions or types at a time");
        if (SiteConfigurations.IsSite(name)) Sites.Add(name);
        GraphJson.Unicode(() =>
        {
            row.WriteTo(_json);
            return true;
        });
        _json.Flush();
        _json.Reset();
        _page.WriteByte((byte)'\n');
    }

    // Ids are equal ignoring case.
    private static UInt128 Hash(string id) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id.ToUpperInvariant())));
}
