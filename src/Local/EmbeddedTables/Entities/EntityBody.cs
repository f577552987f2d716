using System.Buffers;
using System.Text.Json;

namespace Compliance.Local.EmbeddedTables.Entities;

/// <summary>
/// The properties of an entity, out of a request or out of the store. The stored form is the JSON object that is sent, without
/// keys and system properties, each type before its value: reading a row copies bytes and parses nothing.
/// </summary>
internal sealed class EntityBody
{
    private readonly List<Property> _properties = [];

    public string? PartitionKey { get; private set; }

    public string? RowKey { get; private set; }

    public IReadOnlyList<Property> Properties => _properties;

    /// <exception cref="TableException">The text is not an entity, or passes one of the service's limits.</exception>
    public static EntityBody Parse(ReadOnlyMemory<byte> json)
    {
        var body = new EntityBody();
        try
        {
            body.ReadAll(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader reports text that is no UTF-8, or half a surrogate pair, as an invalid operation.
            throw TableException.InvalidInput(e.Message);
        }
        return body;
    }

    public byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>(_properties.Sum(p => p.Json.Length + 2 * p.Name.Length + 40) + 2);
        output.Write("{"u8);
        for (var i = 0; i < _properties.Count; i++)
        {
            if (i > 0)
                output.Write(","u8);
            _properties[i].Write(output, types: true);
        }
        output.Write("}"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>This entity with what <paramref name="changes"/> has in place of its own.</summary>
    public EntityBody MergedWith(EntityBody changes)
    {
        var merged = new EntityBody();
        merged._properties.AddRange(_properties.Where(own => !changes._properties.Exists(p => p.Name == own.Name)));
        merged._properties.AddRange(changes._properties);
        return merged;
    }

    /// <summary>The limits that hold for the whole entity.</summary>
    public void CheckSize(string partitionKey, string rowKey)
    {
        if (_properties.Count > Limits.Properties)
        {
            throw new TableException(
                400, "TooManyProperties", $"The entity contains more properties than allowed. Each entity can include up to {Limits.Properties} properties to store data.");
        }
        if (_properties.Sum(p => p.CountedBytes) + 4 + 2 * (partitionKey.Length + rowKey.Length) > Limits.EntityBytes)
            throw new TableException(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    }

    private void ReadAll(ReadOnlyMemory<byte> body)
    {
        var json = new Utf8JsonReader(body.Span);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw TableException.InvalidInput("the body is not a JSON object");
        var types = FindTypes(body);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = json.ValueSpan.EndsWith(Property.TypeSuffixUtf8);
            var name = isType ? "" : json.GetString()!;
            json.Read();
            if (isType || json.TokenType == JsonTokenType.Null || name.StartsWith("odata.", StringComparison.Ordinal) || name == "Timestamp")
                json.Skip();
            else
                Add(name, types, ref json, body);
        }
        if (json.Read())
            throw TableException.InvalidInput("the body goes on after the entity");
    }

    private void Add(string name, Dictionary<string, EdmType> types, ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        EdmType? declared = types.TryGetValue(name, out var type) ? type : null;
        switch (name)
        {
            case "PartitionKey":
                PartitionKey = json.GetString();
                break;
            case "RowKey":
                RowKey = json.GetString();
                break;
            default:
                CheckName(name);
                var start = (int)json.TokenStartIndex;
                _properties.Add(PropertyValue.Read(name, declared, ref json, body[start..(int)json.BytesConsumed]));
                break;
        }
    }

    // Clients may write the type before or after its value.
    private static Dictionary<string, EdmType> FindTypes(ReadOnlyMemory<byte> body)
    {
        var types = new Dictionary<string, EdmType>();
        var json = new Utf8JsonReader(body.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.ValueSpan.EndsWith(Property.TypeSuffixUtf8) ? json.GetString()![..^Property.TypeSuffix.Length] : null;
            json.Read();
            if (name is not null)
                types[name] = Property.ParseType(json.GetString() ?? "");
            json.Skip();
        }
        return types;
    }

    private void CheckName(string name)
    {
        if (name.Length > Limits.PropertyNameChars)
            throw new TableException(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length.");
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw new TableException(400, "PropertyNameInvalid", $"The property name '{name}' is invalid.");
        if (_properties.Exists(p => p.Name == name))
            throw new TableException(400, "DuplicatePropertiesSpecified", "A property is specified more than one time.");
    }
}
