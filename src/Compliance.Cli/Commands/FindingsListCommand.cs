using System.CommandLine;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance findings list</c>: a vendor's findings as the last audit left them, with where people are with them.</summary>
internal static class FindingsListCommand
{
    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(Wording.Of, StringComparer.Ordinal);
    private static readonly Option<string> Status = Words.Option("--status", [], "only those where people are so far", "any", ["any", .. FindingsCommand.Statuses.Keys]);
    private static readonly Option<string> Least = Words.Option("--severity", [], "only those at least so bad", Wording.Of(Severity.Info), [.. Severities.Keys]);
    private static readonly Option<string?> Rule = new("--rule") { HelpName = "id", Description = "only those of a rule" };
    private static readonly Option<bool> Overdue = new("--overdue") { Description = "only those whose time has passed" };
    private static readonly Option<bool> Resolved = new("--resolved") { Description = "also those that audits no longer find" };
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write them", "table", "table", "json");

    public static Command Build(Terminal terminal, CancellationToken cancellation) =>
        FindingsCommand.On("list", "a vendor's findings, by when they are due, and what was decided", [Status, Least, Rule, Overdue, Resolved, Output], async (parsed, store, _, vendor) =>
        {
            // No finding is of a rule that there is none of, and an empty list would look like a clean one.
            if (parsed.GetValue(Rule) is { } rule) ExplainCommand.Find(rule);
            var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            var listed = new List<FindingRecord>();
            await foreach (var record in store.Findings.AllAsync(vendor, cancellation))
                if (IsWanted(parsed, record.Finding, now)) listed.Add(record);
            List<FindingRecord> findings =
            [
                .. listed.OrderBy(record => FindingDue.Of(record.Finding) ?? Instant.MaxValue).ThenByDescending(record => record.Finding.Severity)
                    .ThenBy(record => record.Finding.Rule, StringComparer.Ordinal).ThenBy(record => record.Finding.Fingerprint.Value, StringComparer.Ordinal),
            ];
            var decisions = await store.Decisions.ListAsync(vendor, cancellation);
            if (parsed.GetRequiredValue(Output) == "json") WriteJson(findings, decisions, now);
            else WriteTable(vendor, findings, decisions, now, terminal);
            return ExitCode.Clean;
        });

    private static bool IsWanted(ParseResult parsed, Finding finding, Instant now)
    {
        var status = parsed.GetRequiredValue(Status);
        return (parsed.GetValue(Resolved) || finding.State is not FindingState.Resolved)
            && finding.Severity >= Severities[parsed.GetRequiredValue(Least)]
            && (status == "any" || Wording.Of(FindingDecided.StatusOf(finding)) == status)
            && (parsed.GetValue(Rule) is not { } rule || finding.Rule == rule)
            && (!parsed.GetValue(Overdue) || FindingDue.IsOverdue(finding, now));
    }

    private static void WriteTable(VendorId vendor, List<FindingRecord> findings, IReadOnlyList<StandingDecision> decisions, Instant now, Terminal terminal)
    {
        using var output = Terminal.OpenText();
        var text = new TerminalText(output, terminal.Width, terminal.Colour);
        text.Line(0, (vendor.Value, Tone.Strong), ($"{findings.Count} findings, {findings.Count(record => FindingDue.IsOverdue(record.Finding, now))} overdue", Tone.Plain));
        if (findings.Count > 0)
        {
            text.Blank();
            text.Table(2,
                [new("id"), new("severity"), new("verdict"), new("due", Tone: word => word.EndsWith('!') ? Tone.Bad : Tone.Plain), new("status"), new("owner"), new("rule"), new("about")],
                [.. findings.Select(record => Cells(record.Finding, now))]);
        }
        if (decisions.Count == 0) return;
        text.Heading("DECIDED ABOUT MANY");
        foreach (var decision in decisions) text.Labelled(2, Wording.Of(decision.Work.Status), 15, Says(decision));
    }

    private static string[] Cells(Finding finding, Instant now) =>
    [
        VendorFinding.ShortId(finding.Fingerprint), Wording.Of(finding.Severity), finding.State is FindingState.Resolved ? Wording.Of(finding.State) : Wording.Of(finding.Verdict),
        FindingDue.Of(finding) is { } due ? Wording.Of(due.InUtc().Date) + (FindingDue.IsOverdue(finding, now) ? " !" : "") : "",
        Wording.Of(FindingDecided.StatusOf(finding)), finding.Work?.Owner ?? finding.Exemption?.Owner ?? "", finding.Rule,
        string.Join("  ", new[] { finding.Principal, finding.Role, finding.Action }.Where(part => part is not null)),
    ];

    private static string Says(StandingDecision decision)
    {
        var named = new[] { ("rule", decision.Selector.Rule), ("role", decision.Selector.Role), ("action", decision.Selector.Action) }
            .Where(part => part.Item2 is not null).Select(part => $"{part.Item1} {part.Item2}").ToList();
        var until = decision.Work.Expires is { } end ? $" until {Wording.ToSecond(end)}" : "";
        return $"{(named.Count == 0 ? "every finding" : string.Join(", ", named))}: by {decision.Work.By} on {Wording.ToSecond(decision.Work.At)}{until}"
            + (decision.Work.Reason is { } reason ? $": {reason}" : "");
    }

    private static void WriteJson(List<FindingRecord> findings, IReadOnlyList<StandingDecision> decisions, Instant now)
    {
        using var output = Terminal.OpenBytes();
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("findings");
            foreach (var record in findings) AuditJson.Write(record.Finding, json, now);
            json.WriteEndArray();
            json.WriteStartArray("decisions");
            foreach (var decision in decisions) AuditJson.Write(decision, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}
