using System.CommandLine;
using Compliance.Handling;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident timeline</c>: when did you know, and what did you do; for the authority that asks.</summary>
internal static class IncidentTimelineCommand
{
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "markdown", "markdown", "json");

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("timeline", "write what was known when, and what was done", Output);
        command.SetAction(parsed =>
        {
            using var session = IncidentCommand.Open(parsed);
            var stored = session.FindAsync(parsed.GetRequiredValue(IncidentCommand.Vendor), parsed.GetRequiredValue(IncidentCommand.Incident), cancellation).GetAwaiter().GetResult();
            var (at, _) = session.CaseAsync(stored, cancellation).GetAwaiter().GetResult();
            var timeline = IncidentTimeline.OfAsync(session.Store, stored, at, session.Now, cancellation).GetAwaiter().GetResult();
            using var output = Terminal.OpenBytes();
            IncidentTimeline.Write(timeline, parsed.GetRequiredValue(Output), output);
            return ExitCode.Clean;
        });
        return command;
    }
}
