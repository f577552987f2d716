using System.Text.Json;

namespace Compliance.Reports;

/// <summary>Accepted risks, as the risks of a result. Why one was accepted stands in the trail only as a digest.</summary>
internal static class OscalRisks
{
    public static void Write(IReadOnlyList<OscalAcceptedRisk> risks, Utf8JsonWriter json)
    {
        if (risks.Count == 0) return;
        json.WriteStartArray("risks");
        foreach (var risk in risks)
        {
            json.WriteStartObject();
            json.WriteString("uuid", risk.Uuid);
            json.WriteString("title", OscalText.Value($"Accepted: {risk.Rule}"));
            json.WriteString("description", "The finding still fails; its risk is accepted until the deadline.");
            json.WriteString("statement", "The risk was accepted by another person than who asked for it.");
            OscalProps.Write(json,
                ("owner", risk.Exemption.Owner), ("requested_by", risk.Exemption.RequestedBy), ("approved_by", risk.Exemption.ApprovedBy));
            json.WriteString("status", "deviation-approved");
            json.WriteString("deadline", Wording.Of(risk.Exemption.Expires));
            json.WriteStartArray("related-observations");
            json.WriteStartObject();
            json.WriteString("observation-uuid", risk.Observation);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
