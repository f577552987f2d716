using System.Text.Json;
using Compliance.Regimes;
using Compliance.Regimes.Counting;

namespace Compliance.Reports;

/// <summary>Answers as JSON. Every key is always there; what is absent is null. Times are local with their offset, <c>+00:00</c> and never
/// <c>Z</c>.</summary>
public static class DeadlineJson
{
    /// <summary>Writes one answer as an object, indented, and a final line feed.</summary>
    public static void Write(DeadlineAnswer answer, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(answer, json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes an array of answers, indented, and a final line feed.</summary>
    public static void Write(IReadOnlyList<DeadlineAnswer> answers, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartArray();
            foreach (var answer in answers) Write(answer, json);
            json.WriteEndArray();
        }
        output.WriteByte((byte)'\n');
    }

    private static void Write(DeadlineAnswer answer, Utf8JsonWriter json)
    {
        var (deadline, rule) = answer;
        json.WriteStartObject();
        json.WriteString("regime", deadline.Regime);
        json.WriteString("duty", rule is null ? null : DeadlineWording.Of(deadline.Duty));
        json.WriteString("recipient", rule is null ? null : deadline.Recipient);
        json.WriteString("status", DeadlineWording.Of(deadline.Status));
        json.WriteString("due_at", deadline.DueAt is { } due ? Instants.Text(due) : null);
        json.WriteString("latest_arguable_at", deadline.LatestArguable is { } later ? Instants.Text(later.At) : null);
        json.WriteString("latest_arguable_why", deadline.LatestArguable?.Why);
        json.WriteString("latest_arguable_source", deadline.LatestArguable?.Source);
        json.WriteString("anchor", deadline.Anchor);
        json.WriteString("anchor_at", AnchorAt(deadline, rule));
        json.WriteString("rule", deadline.Rule);
        json.WriteString("confidence", rule is null ? null : deadline.Confidence);
        json.WriteString("why", deadline.Why);
        json.WriteString("source", rule is null ? null : deadline.Source);
        json.WriteString("jurisdiction", rule?.Jurisdiction);
        json.WriteString("law", rule?.Law);
        json.WriteString("article", rule?.Article);
        json.WriteString("stage", rule?.Stage);
        json.WriteEndObject();
    }

    // In the zone of the limit, so that the two can be compared by eye.
    private static string? AnchorAt(Deadline deadline, RegimeRule? rule) =>
        deadline.AnchorAt is { } at && rule is not null ? Instants.Text(at.InZone(deadline.DueAt?.Zone ?? rule.Zone)) : null;
}
