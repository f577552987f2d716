using System.Text.Json;
using Compliance.Trail.Verification;

namespace Compliance.Reports;

/// <summary>A verification as one JSON object.</summary>
public static class TrailVerificationJson
{
    /// <summary>Writes the object, indented, and a final line feed. Absent values are left out.</summary>
    public static void Write(TrailVerification result, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartObject();
            json.WriteString("verdict", TrailVerificationWording.Of(result.Verdict));
            json.WriteString("subject", TrailVerificationWording.Of(result.Subject));
            if (result.Origin is { } origin) json.WriteString("origin", origin);
            if (result.Vendor is { } vendor) json.WriteString("vendor", vendor);
            json.WriteNumber("from", result.From);
            json.WriteNumber("to", result.To);
            json.WriteNumber("size", result.Size);
            if (result.Root is { } root) json.WriteString("root", root.ToString());
            json.WriteNumber("unsignedTail", result.UnsignedTail);
            json.WriteString("keySource", TrailVerificationWording.Of(result.KeySource));
            WriteKeys(result, json);
            if (result.Subject == TrailSubject.Export) json.WriteBoolean("names", result.HasNames);
            WriteTimestamps(result, json);
            WriteProblems(result, json);
            if (result.Entry is { } entry) WriteEntry(entry.Span, json);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteKeys(TrailVerification result, Utf8JsonWriter json)
    {
        json.WriteStartArray("signedBy");
        foreach (var key in result.SignedBy) json.WriteStringValue(key.ToString());
        json.WriteEndArray();
    }

    private static void WriteTimestamps(TrailVerification result, Utf8JsonWriter json)
    {
        json.WriteStartArray("timestamps");
        foreach (var (size, detail) in result.Timestamps)
        {
            json.WriteStartObject();
            json.WriteNumber("size", size);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteProblems(TrailVerification result, Utf8JsonWriter json)
    {
        json.WriteNumber("problemCount", result.ProblemCount);
        json.WriteStartArray("problems");
        foreach (var (kind, index, place, detail) in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("kind", TrailVerificationWording.Of(kind));
            if (index is { } at) json.WriteNumber("index", at);
            if (place is not null) json.WriteString("place", place);
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // What cannot be read as JSON is no entry; its bytes are shown as they are, for a person to look at.
    private static void WriteEntry(ReadOnlySpan<byte> entry, Utf8JsonWriter json)
    {
        if (Trail.CanonicalJson.IsCanonical(entry))
        {
            json.WritePropertyName("entry");
            json.WriteRawValue(entry);
        }
        else
        {
            json.WriteBase64String("entryBytes", entry);
        }
    }
}
