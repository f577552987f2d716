using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>
/// Rows in the service's JSON (OData 3, minimal metadata): Int64, DateTime, Guid, Binary and Double carry a
/// <c>name@odata.type</c> beside the value, and a Double that JSON has no number for is a text.
/// </summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    // Bodies are never embedded in HTML; escaping less keeps a transaction below its 4 MiB.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, Options);

    public static void Write(Utf8JsonWriter json, TableEntity entity)
    {
        json.WriteStartObject();
        var properties = entity.Properties();
        while (properties.MoveNext())
        {
            var (name, value) = properties.Current;
            // The service sets these two; null is how a property says it is absent.
            if (value is null || name is TableEntity.ETagKey or nameof(ITableEntity.Timestamp))
                continue;
            WriteProperty(json, name, value);
        }
        json.WriteEndObject();
    }

    /// <summary>One row; the reader stands on its start object and is left on its end object.</summary>
    public static TableEntity Read(ref Utf8JsonReader json)
    {
        var entity = new TableEntity(capacity: 8);
        string? typedName = null, type = null;
        List<(string Name, string Type)>? late = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                (typedName, type) = (name[..^TypeSuffix.Length], json.GetString()!);
                // Some servers write the type after its value.
                if (entity.ContainsKey(typedName))
                    (late ??= []).Add((typedName, type));
            }
            else if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                json.Skip();
            else if (name is TableEntity.ETagKey || !name.StartsWith("odata.", StringComparison.Ordinal))
                entity.Set(name, ReadValue(ref json, name, name == typedName ? type : null)!);
        }
        foreach (var (name, lateType) in late ?? [])
            if (entity[name] is string text)
                entity.Set(name, Parse(text, lateType));
        return entity;
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                WriteTyped(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + TypeSuffix, "Edm.Double");
                WriteDouble(json, name, number);
                break;
            case Guid id:
                WriteTyped(json, name, "Edm.Guid", id.ToString("D"));
                break;
            case DateTimeOffset instant:
                WriteTyped(json, name, "Edm.DateTime", Instant(instant.UtcDateTime));
                break;
            case DateTime instant:
                WriteTyped(json, name, "Edm.DateTime", Instant(instant.ToUniversalTime()));
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            case BinaryData data:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, data.ToMemory().Span);
                break;
            default:
                throw new NotSupportedException($"property `{name}` is a {value.GetType()}, which a table cannot hold");
        }
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + TypeSuffix, type);
        json.WriteString(name, value);
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber(name, number);
        else
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
    }

    private static object? ReadValue(ref Utf8JsonReader json, string name, string? type) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when type is "Edm.Double" => json.GetDouble(),
        JsonTokenType.Number => ReadNumber(ref json),
        _ when type is "Edm.Binary" => json.GetBytesFromBase64(),
        // Timestamp is declared by the service and comes without a type.
        _ when type is null && name is nameof(ITableEntity.Timestamp) => Parse(json.GetString()!, "Edm.DateTime"),
        _ when type is null => json.GetString(),
        _ => Parse(json.GetString()!, type),
    };

    // Int32 comes without a decimal point, Double with one.
    private static object ReadNumber(ref Utf8JsonReader json) => json.TryGetInt32(out var number) ? number : (object)json.GetDouble();

    private static object Parse(string text, string type) => type switch
    {
        "Edm.Int64" => long.Parse(text, CultureInfo.InvariantCulture),
        "Edm.Double" => double.Parse(text, CultureInfo.InvariantCulture),
        "Edm.Guid" => Guid.Parse(text),
        "Edm.DateTime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        "Edm.Binary" => Convert.FromBase64String(text),
        _ => text,
    };
}
