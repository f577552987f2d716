using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Handling;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident show</c>: the ledger, the clocks and why, the steps, the messages.</summary>
internal static class IncidentShowCommand
{
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");
    private static readonly Option<bool> Arguable = new("--arguable") { Description = "for Operator and Legal: also the later limits that a rule of counting allows to argue for" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("show", "show a case as it stands", Output, Arguable);
        command.SetAction(parsed =>
        {
            using var session = IncidentCommand.Open(parsed);
            var stored = session.FindAsync(parsed.GetRequiredValue(IncidentCommand.Vendor), parsed.GetRequiredValue(IncidentCommand.Incident), cancellation).GetAwaiter().GetResult();
            var (at, problem) = session.CaseAsync(stored, cancellation).GetAwaiter().GetResult();
            var document = IncidentDocument.Of(stored, at, problem, parsed.GetValue(Arguable));
            using var text = Terminal.OpenText();
            if (parsed.GetValue(Output) == "json") text.WriteLine(document.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            else WriteTable(document, text);
            return ExitCode.Clean;
        });
        return command;
    }

    private static void WriteTable(JsonObject document, StreamWriter text)
    {
        Line(text, $"{document["id"]}  {document["stage"]}  {document["title"]}");
        Line(text, $"opened {document["opened"]} by {document["openedBy"]}{(document["triageDue"] is { } triage ? $"; triage due {triage}" : "")}");
        Section(text, "facts", document["facts"], fact => $"{fact["number"],4}  {fact["at"]}  {fact["name"]}{(fact["count"] is { } count ? $" {fact["jurisdiction"]} {count}" : "")}  by {fact["recordedBy"]}{(fact["correctedBy"] is { } by ? $"  corrected by {by}" : "")}");
        Section(text, "contradictions", document["contradictions"], contradiction => $"  {contradiction}");
        if (document["problem"] is { } problem) Line(text, $"clocks cannot be told: {problem}");
        Section(text, "clocks", Shown(document["clocks"]), clock => $"  {clock["due_at"] ?? clock["status"]}  {clock["regime"]}  {clock["applies"]}: {clock["why"]}{(clock["overdue"]?.GetValue<bool>() is true ? "  OVERDUE" : "")}");
        Section(text, "steps", document["steps"], step => $"  {step["state"],-18}  {step["step"]}{(step["due"] is { } due ? $"  due {due}" : "")}");
        Section(text, "notices", document["notices"], notice => $"  {notice["notice"]}{(notice["approvedBy"] is { } by ? $"  approved by {by}" : "  not approved")}  missing {notice["missing"]!.AsArray().Count}");
        Section(text, "messages", document["deliveries"], sent => $"  {sent["delivery"]}  {sent["purpose"]} {sent["about"]} to {sent["to"]}: {(sent["withheld"]!.GetValue<bool>() ? "withheld" : sent["outcome"] ?? "queued")}");
        Line(text, "Not legal advice.");
    }

    // Those that apply first; those that are no rule for the case are in -o json.
    private static JsonArray? Shown(JsonNode? clocks) =>
        clocks is null ? null : new([.. clocks.AsArray().Where(clock => clock!["applies"]!.GetValue<string>() != "no").OrderBy(clock => clock!["applies"]!.GetValue<string>() != "yes").Select(clock => clock!.DeepClone())]);

    private static void Section(StreamWriter text, string name, JsonNode? items, Func<JsonNode, string> line)
    {
        if (items is not JsonArray { Count: > 0 } array) return;
        Line(text, "");
        Line(text, name);
        foreach (var item in array) Line(text, line(item!));
    }

    private static void Line(StreamWriter text, string line) => text.WriteLine(TerminalText.Visible(line));
}
