using System.Text.Json;

namespace Compliance.Reports;

/// <summary>A report by framework as one JSON object; FRAMEWORK-REPORT.md has its shape. Absent members are omitted and
/// arrays keep the order of the report, so equal reports are equal bytes.</summary>
public static class FrameworkReportJson
{
    /// <summary>Writes the object, indented, and a final line feed.</summary>
    public static void Write(FrameworkReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable)) Write(report, json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the object where the writer stands.</summary>
    public static void Write(FrameworkReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteFramework(report, json);
        WriteAudit(report, json);
        WritePopulation(report.Population, json);
        WriteSummary(report, json);
        json.WriteStartArray("clauses");
        foreach (var clause in report.Clauses) WriteClause(clause, json);
        json.WriteEndArray();
        json.WriteStartArray("untested");
        foreach (var clause in report.Uncovered) json.WriteStringValue(clause.Clause.Number);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings) AuditJson.Write(finding, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFramework(FrameworkReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("framework");
        json.WriteString("id", report.Framework.Id);
        json.WriteString("title", report.Framework.Title);
        json.WriteString("scope", report.Framework.Scope);
        json.WriteEndObject();
        json.WriteString("statement", FrameworkReport.Statement);
    }

    // The audit's own verdict is left out: beside the name of a framework it would be read as one on the framework.
    private static void WriteAudit(FrameworkReport report, Utf8JsonWriter json)
    {
        var audit = report.Audit;
        json.WriteStartObject("audit");
        json.WriteString("id", audit.Id);
        json.WriteString("vendor", audit.Vendor.Value);
        AuditJson.WriteInstant("from", audit.From, json);
        AuditJson.WriteInstant("to", audit.To, json);
        json.WriteString("mode", Wording.Of(audit.Mode));
        json.WriteString("tool", audit.Tool);
        json.WriteString("rulesDigest", audit.RulesDigest);
        AuditJson.WritePolicy(audit.Policy, json);
        json.WriteString("startedBy", audit.StartedBy);
        json.WriteEndObject();
    }

    private static void WritePopulation(FrameworkPopulation population, Utf8JsonWriter json)
    {
        json.WriteStartObject("population");
        json.WriteStartObject("period");
        AuditJson.WriteInstant("from", population.From, json);
        AuditJson.WriteInstant("to", population.To, json);
        json.WriteString("basis", population.Basis);
        json.WriteEndObject();
        json.WriteStartArray("kinds");
        foreach (var kind in population.Kinds) WriteKind(kind, json);
        json.WriteEndArray();
        json.WriteStartArray("sources");
        foreach (var source in population.Sources) AuditJson.Write(source, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteKind(EvidenceOfKind kind, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind.Kind);
        json.WriteNumber("sources", kind.Sources);
        json.WriteNumber("records", kind.Records);
        json.WriteNumber("rejected", kind.Rejected);
        json.WriteNumber("duplicates", kind.Duplicates);
        json.WriteNumber("outOfScope", kind.OutOfScope);
        json.WriteNumber("inScope", kind.InScope);
        AuditJson.WriteInstant("first", kind.First, json);
        AuditJson.WriteInstant("last", kind.Last, json);
        json.WriteEndObject();
    }

    private static void WriteSummary(FrameworkReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("clauses", report.Clauses.Count);
        json.WriteNumber("exceptionNoted", report.Clauses.Count(clause => clause.Outcome is ClauseOutcome.ExceptionNoted));
        json.WriteNumber("accepted", report.Clauses.Count(clause => clause.Accepted));
        json.WriteNumber("noExceptionNoted", report.Clauses.Count(clause => clause.Outcome is ClauseOutcome.NoExceptionNoted));
        json.WriteNumber("notTested", report.Clauses.Count(clause => clause.Outcome is ClauseOutcome.NotTested));
        json.WriteNumber("nothingTests", report.Uncovered.Count());
        json.WriteEndObject();
    }

    private static void WriteClause(ClauseResult clause, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("clause", clause.Clause.Number);
        json.WriteString("subject", clause.Clause.Subject);
        json.WriteString("outcome", FrameworkWording.Of(clause.Outcome));
        if (clause.Outcome is ClauseOutcome.ExceptionNoted) json.WriteBoolean("accepted", clause.Accepted);
        AuditJson.WriteText("reason", clause.Reason, json);
        json.WriteStartArray("rules");
        foreach (var rule in clause.Rules) WriteRule(rule, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRule(RuleResult rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", rule.Rule);
        json.WriteString("relation", FrameworkWording.Of(rule.Relation));
        if (rule.Bears.FromMedium) json.WriteBoolean("fromMedium", true);
        json.WriteString("result", FrameworkWording.Of(rule.Outcome));
        if (rule.Judged is { } judged) json.WriteNumber("judged", judged);
        json.WriteStartArray("findings");
        foreach (var finding in rule.Findings) json.WriteStringValue(finding.Fingerprint.Value);
        json.WriteEndArray();
        AuditJson.WriteText("reason", rule.Reason, json);
        json.WriteEndObject();
    }
}
