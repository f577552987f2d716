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

    /// <param name="file">Name of the input, for messages.</param>
    /// <exception cref="InputException">Not such a document: the message names the file and the place in it.</exception>
    public static OverdueRegister Read(Stream input, string file) =>
        ShallowJson.Read(input, file, MaxBytes, "a register of overdue clocks", "audit again, the service writes it anew", OverdueFields.Read);

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
}
