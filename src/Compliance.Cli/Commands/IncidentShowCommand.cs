using System.CommandLine;
using System.Text.Json;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Reports;
using Compliance.Storage;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident show</c>: the ledger, the clocks and why, the steps, the messages.</summary>
internal static class IncidentShowCommand
{
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");
    private static readonly Option<bool> Arguable = new("--arguable") { Description = "for Operator and Legal: also the later limits that a rule of counting allows to argue for" };

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("show", "show a case as it stands", Output, Arguable);
        command.SetAction(parsed =>
        {
            using var session = IncidentCommand.Open(parsed);
            var stored = session.FindAsync(parsed.GetRequiredValue(IncidentCommand.Vendor), parsed.GetRequiredValue(IncidentCommand.Incident), cancellation).GetAwaiter().GetResult();
            var (at, problem) = session.CaseAsync(stored, cancellation).GetAwaiter().GetResult();
            using var text = Terminal.OpenText();
            if (parsed.GetValue(Output) == "json") text.WriteLine(IncidentDocument.Of(stored, at, problem, parsed.GetValue(Arguable)).ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
            else WriteTable(session, stored, at, problem, terminal, text);
            return ExitCode.Clean;
        });
        return command;
    }

    private static void WriteTable(IncidentSession session, StoredIncident stored, IncidentCase? at, string? problem, Terminal terminal, StreamWriter text)
    {
        var incident = stored.Incident;
        // Whoever has the store has all that is in it.
        var report = new IncidentReport(incident, at?.Rules ?? [], session.Now, Confidential: true)
        {
            Playbook = incident.Playbook is { } id ? session.Playbooks.Find(id) : null,
            Shadow = at is null ? [] : ShadowClock.Of(incident, at.Contract.Vendor, at.Contract.Company, at.Now),
            Problem = problem ?? at?.Problem,
        };
        IncidentTable.Write(report, text, terminal.Width, terminal.Colour);
    }
}
