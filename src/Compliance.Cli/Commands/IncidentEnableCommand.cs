using System.CommandLine;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident enable</c>: a named person lets a rule that nobody has confirmed start reminders for this case.</summary>
internal static class IncidentEnableCommand
{
    private static readonly Argument<string> Rule = new("rule") { Description = "id of the rule, as `compliance regimes` lists it" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "text", Required = true, Description = "why it is relied on" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("enable", "let an unconfirmed rule start reminders", Rule, Reason);
        command.SetAction(parsed =>
        {
            var (rule, reason, by) = (parsed.GetRequiredValue(Rule), parsed.GetRequiredValue(Reason), parsed.GetRequiredValue(IncidentCommand.By));
            return IncidentCommand.Act(parsed, $"enable/{rule}", (incident, now) => incident.Enable(rule, reason, by, now), cancellation);
        });
        return command;
    }
}
