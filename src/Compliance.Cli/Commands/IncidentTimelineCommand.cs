using System.CommandLine;
using Compliance.Handling;
using Compliance.Storage;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident timeline</c>: when did you know, and what did you do; for the authority that asks.</summary>
internal static class IncidentTimelineCommand
{
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "markdown", "markdown", "json", "cacao");

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("timeline", "write what was known when, and what was done", Output);
        command.SetAction(parsed =>
        {
            using var session = IncidentCommand.Open(parsed);
            var stored = session.FindAsync(parsed.GetRequiredValue(IncidentCommand.Vendor), parsed.GetRequiredValue(IncidentCommand.Incident), cancellation).GetAwaiter().GetResult();
            if (parsed.GetValue(Output) == "cacao")
            {
                WriteCacao(session, stored, cancellation);
                return ExitCode.Clean;
            }
            var (at, _) = session.CaseAsync(stored, cancellation).GetAwaiter().GetResult();
            var timeline = IncidentTimeline.OfAsync(session.Store, stored, at, session.Now, cancellation).GetAwaiter().GetResult();
            using var output = Terminal.OpenBytes();
            IncidentTimeline.Write(timeline, parsed.GetRequiredValue(Output), output);
            return ExitCode.Clean;
        });
        return command;
    }

    private static void WriteCacao(IncidentSession session, StoredIncident stored, CancellationToken cancellation)
    {
        var id = stored.Incident.Playbook ?? throw new InputException($"the incident `{stored.Head.Id}` runs no playbook: ask for its timeline as markdown or json");
        var playbook = session.Playbooks.Find(id) ?? throw new InputException($"the playbook `{id}` of the incident is not known here: name the folder that holds it with --playbooks");
        var pseudonyms = session.Keys.OfAsync(stored.Head.Vendor, cancellation).GetAwaiter().GetResult();
        using var output = Terminal.OpenBytes();
        IncidentTimeline.WriteCacao(stored, playbook, pseudonyms, session.Now, output);
    }
}
