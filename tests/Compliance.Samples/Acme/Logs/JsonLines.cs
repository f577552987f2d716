using System.Text.Encodings.Web;
using System.Text.Json;

namespace Compliance.Samples.Acme.Logs;

/// <summary>Writes JSON as exporters do: compact, UTF-8, `+` and `'` unescaped.</summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, IEnumerable<Access> records, Action<Utf8JsonWriter, Access> write)
    {
        using var json = new Utf8JsonWriter(output, Compact);
        foreach (var record in records)
        {
            write(json, record);
            json.Flush();
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    public static void WriteArray(Stream output, string property, IEnumerable<Access> records, Action<Utf8JsonWriter, Access> write)
    {
        using var json = new Utf8JsonWriter(output, Compact);
        json.WriteStartObject();
        json.WriteStartArray(property);
        foreach (var record in records)
            write(json, record);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteObject(this Utf8JsonWriter json, string property, Action content)
    {
        json.WriteStartObject(property);
        content();
        json.WriteEndObject();
    }

    /// <summary>A string, or nothing at all when there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string property, string? value)
    {
        if (value is not null)
            json.WriteString(property, value);
    }

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
