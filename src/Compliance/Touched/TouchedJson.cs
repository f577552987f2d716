using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Touched;

/// <summary>The numbers as one JSON object; the list is a file of its own (TOUCHED.md).</summary>
public static class TouchedJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TouchedResult result, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("vendor"u8, result.Vendor.Value);
            json.WriteNumber("principals"u8, result.Principals);
            Write(json, "from", result.From);
            Write(json, "to", result.To);
            json.WriteNumber("accessed"u8, result.Accessed);
            json.WriteNumber("rows"u8, result.Rows);
            json.WriteNumber("reachable"u8, result.Reachable);
            json.WriteNumber("denied"u8, result.Denied);
            Write(json, "first", result.First);
            Write(json, "last", result.Last);
            WriteTypes(json, result.Types);
            WriteUnnamed(json, result.Unnamed);
            WriteSources(json, result);
            json.WriteStartObject("list"u8);
            json.WriteString("sha256"u8, result.Sha256);
            json.WriteNumber("bytes"u8, result.Bytes);
            json.WriteEndObject();
            json.WriteBoolean("incomplete"u8, result.Incomplete);
            json.WriteStartArray("limits"u8);
            foreach (var limit in result.Limits) json.WriteStringValue(limit);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void WriteTypes(Utf8JsonWriter json, IReadOnlyList<TouchedType> types)
    {
        json.WriteStartArray("types"u8);
        foreach (var type in types)
        {
            json.WriteStartObject();
            if (type.Type is { } name) json.WriteString("resourceType"u8, name);
            if (type.IsOther) json.WriteBoolean("other"u8, true);
            json.WriteNumber("accessed"u8, type.Accessed);
            json.WriteNumber("rows"u8, type.Rows);
            json.WriteNumber("reachable"u8, type.Reachable);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteUnnamed(Utf8JsonWriter json, IReadOnlyList<UnnamedRows> unnamed)
    {
        json.WriteStartArray("unnamed"u8);
        foreach (var rows in unnamed)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, rows.Source);
            json.WriteNumber("record"u8, rows.Record);
            Write(json, "time", rows.At);
            json.WriteNumber("rows"u8, rows.Rows);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSources(Utf8JsonWriter json, TouchedResult result)
    {
        json.WriteStartArray("sources"u8);
        foreach (var source in result.Sources)
        {
            json.WriteStartObject();
            json.WriteString("source"u8, source.Source);
            json.WriteString("sha256"u8, source.Sha256);
            json.WriteNumber("bytes"u8, source.Bytes);
            json.WriteNumber("accepted"u8, source.Accepted);
            json.WriteNumber("rejected"u8, source.Rejected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Absent is not seen, or open.
    private static void Write(Utf8JsonWriter json, string name, Instant? at)
    {
        if (at is { } instant) json.WriteString(name, InstantPattern.ExtendedIso.Format(instant));
    }
}
