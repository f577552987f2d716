using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Local.EmbeddedTables.Filters;

namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>A row as read from the file.</summary>
internal sealed record StoredEntity(string PartitionKey, string RowKey, RowVersion Version, byte[] Body) : IFilterable
{
    public EdmValue? Get(string name) => name switch
    {
        "PartitionKey" => EdmValue.Of(PartitionKey),
        "RowKey" => EdmValue.Of(RowKey),
        "Timestamp" => new EdmValue(EdmType.DateTime, new DateTime(Version.Ticks, DateTimeKind.Utc)),
        _ => EdmValue.Find(Body, name),
    };

    /// <summary>Writes the entity as the service sends it; <paramref name="metadata"/> is the context address of an entity sent alone.</summary>
    public void Write(IBufferWriter<byte> output, Projection projection, string? metadata = null)
    {
        var separator = "{";
        void Member(string name, string value)
        {
            Encoding.UTF8.GetBytes($"{separator}\"{name}\":\"", output);
            output.Write(JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            output.Write("\""u8);
            separator = ",";
        }

        if (metadata is not null && projection.Metadata)
            Member("odata.metadata", metadata);
        if (projection.Metadata)
            Member("odata.etag", Version.ETag);
        if (projection.Has("PartitionKey"))
            Member("PartitionKey", PartitionKey);
        if (projection.Has("RowKey"))
            Member("RowKey", RowKey);
        if (projection.Has("Timestamp"))
            Member("Timestamp", Version.Timestamp);
        WriteProperties(output, projection, separator);
    }

    private void WriteProperties(IBufferWriter<byte> output, Projection projection, string separator)
    {
        if (projection.IsWhole)
        {
            // The stored object without its opening brace; an empty one has only the closing brace left.
            if (Body.Length > 2)
                Encoding.UTF8.GetBytes(separator, output);
            output.Write(Body.AsSpan(1));
            return;
        }
        foreach (var property in EntityBody.Parse(Body).Properties)
        {
            if (!projection.Has(property.Name))
                continue;
            Encoding.UTF8.GetBytes(separator, output);
            property.Write(output, projection.Metadata);
            separator = ",";
        }
        Encoding.UTF8.GetBytes(separator == "{" ? "{}" : "}", output);
    }
}

/// <summary>Which properties are sent (<c>$select</c>; null is all) and whether types and ETags are.</summary>
internal sealed record Projection(HashSet<string>? Names, bool Metadata)
{
    public bool IsWhole => Names is null && Metadata;

    public bool Has(string name) => Names is null || Names.Contains(name);
}
