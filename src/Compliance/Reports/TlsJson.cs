using System.Text.Json;
using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Reports;

/// <summary>Endpoints as one JSON object: every fact that was seen, and beside them what the profile says of them. The facts can be read back
/// (<see cref="ObservationJsonReader"/>) and judged again.</summary>
public static class TlsJson
{
    /// <summary>Writes the object, indented, and a final line feed.</summary>
    public static void Write(IEnumerable<TlsResult> results, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoints");
            foreach (var result in results) Write(result, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Write(TlsResult result, Utf8JsonWriter json) => ObservationJson.Write(result.Seen, json, new JudgedFacts(
        result.Profile.Id,
        Wording.Of(result.Verdict),
        suite => Wording.Of(TransitRules.VerdictOf(suite, result.Profile)),
        writer => WriteFindings(result, writer)));

    private static void WriteFindings(TlsResult result, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var finding in result.Findings) Write(finding, json);
        json.WriteEndArray();
    }

    private static void Write(Judgement finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("severity", Wording.Of(finding.Severity));
        json.WriteString("verdict", Wording.Of(finding.Verdict));
        json.WriteString("level", finding.Decides() ? "require" : "advise");
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        json.WriteStartArray("controls");
        foreach (var control in finding.Controls) json.WriteStringValue(control);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
