using System.CommandLine;
using Compliance.Handling;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident step</c>: completes, approves or rejects a step of the playbook.</summary>
internal static class IncidentStepCommand
{
    private static readonly Argument<string> Step = new("step") { Description = "id or short name of the step" };
    private static readonly Option<bool> Approve = new("--approve") { Description = "agree to it; by somebody other than who asked for it" };
    private static readonly Option<string?> Reject = new("--reject") { HelpName = "reason", Description = "refuse it" };
    private static readonly Option<bool> Complete = new("--complete") { Description = "say that it is done; the default" };
    private static readonly Option<string[]> Evidence = new("--evidence") { HelpName = "evidence", Description = "digest or path of what shows it; may be repeated" };
    private static readonly Option<string?> Note = new("--note") { HelpName = "text" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("step", "complete, approve or reject a step", Step, Approve, Reject, Complete, Evidence, Note);
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(Approve), result.GetValue(Reject) is not null, result.GetValue(Complete) }.Count(asked => asked) > 1)
                result.AddError("--approve, --reject and --complete exclude each other");
        });
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (step, by, note) = (parsed.GetRequiredValue(Step), parsed.GetRequiredValue(IncidentCommand.By), parsed.GetValue(Note));
        if (parsed.GetValue(Approve)) return IncidentCommand.Act(parsed, $"approve/{step}", (incident, playbooks, now) => StepActs.Approve(incident, playbooks, step, new(by), now), cancellation);
        if (parsed.GetValue(Reject) is { } reason) return IncidentCommand.Act(parsed, $"reject/{step}/{reason}", (incident, playbooks, now) => StepActs.Reject(incident, playbooks, step, reason, by, now), cancellation);
        var evidence = parsed.GetValue(Evidence) ?? [];
        return IncidentCommand.Act(parsed, $"complete/{step}/{string.Join('/', evidence)}/{note}", (incident, playbooks, now) => StepActs.Complete(incident, playbooks, step, evidence, note, by, now), cancellation);
    }
}
