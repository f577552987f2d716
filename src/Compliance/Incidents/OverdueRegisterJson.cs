using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>The register as a file, <c>incidents/&lt;name&gt;.json</c> of a vendor folder; the shape stands in INCIDENTS.md. What was written reads back equal.</summary>
public static class OverdueRegisterJson
{
    /// <summary>Largest file that is read, bytes.</summary>
    public const int MaxBytes = 64 << 20;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    /// <param name="file">Name of the input, for messages.</param>
    /// <exception cref="InputException">Not such a document: the message names the file and the place in it.</exception>
    public static OverdueRegister Read(Stream input, string file)
    {
        var bytes = Bytes(input, file);
        try
        {
            using var document = JsonDocument.Parse(bytes, Shallow);
            return OverdueFields.Read(document.RootElement, file);
        }
        catch (JsonException malformed)
        {
            // The parser's own words could repeat a piece of the input.
            throw InputException.At(file, (malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1,
                "not JSON, or nested deeper than 8: audit again, the service writes it anew");
        }
    }

    public static void Write(Stream output, OverdueRegister register)
    {
        using var json = new Utf8JsonWriter(output, Layout);
        json.WriteStartObject();
        Time("at", register.At);
        json.WriteNumber("seen", register.Seen);
        json.WriteBoolean("cut", register.Cut);
        json.WriteStartArray("clocks");
        foreach (var clock in register.Clocks)
        {
            json.WriteStartObject();
            json.WriteString("incident", clock.Incident);
            json.WriteString("clock", clock.Clock);
            Time("due", clock.Due);
            json.WriteString("submission", OverdueFields.WordOf(clock.Submission));
            Time("submittedAt", clock.SubmittedAt);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();

        void Time(string name, Instant? value)
        {
            if (value is { } instant) json.WriteString(name, InstantPattern.ExtendedIso.Format(instant));
        }
    }

    private static ReadOnlyMemory<byte> Bytes(Stream input, string file)
    {
        var bytes = BoundedBytes.Of(input, MaxBytes,
            () => new InputException($"{file}: more than {MaxBytes >> 20} MiB; a register of overdue clocks is smaller: audit again, the service writes it anew"));
        return bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }
}
