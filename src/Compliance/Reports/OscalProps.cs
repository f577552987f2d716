using System.Text.Json;

namespace Compliance.Reports;

/// <summary>Properties of our own in an OSCAL document, in a name space that says so.</summary>
internal static class OscalProps
{
    private const string Namespace = "urn:x-compliance:oscal:1";

    /// <summary>Where the array of properties stands; every list has at least one.</summary>
    public static void Write(Utf8JsonWriter json, params IEnumerable<(string Name, string? Value)> props)
    {
        json.WriteStartArray("props");
        foreach (var (name, value) in props)
        {
            if (value is null) continue;
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("ns", Namespace);
            json.WriteString("value", OscalText.Value(value));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
