using System.CommandLine;
using Compliance.Handling;
using Compliance.Incidents;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident stage</c>: brings a case on, or closes it with the decision whether anybody is told.</summary>
internal static class IncidentStageCommand
{
    private static readonly Argument<string> To = new("stage") { Description = "suspicion, incident, breach or closed" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "text", Required = true, Description = "why; of a case closed with clocks open it names their rules" };
    private static readonly Option<string?> Notify = new("--notify") { HelpName = "yes|no", Description = "of closed: whether anybody is told" };
    private static readonly Option<string?> Rationale = new("--rationale") { HelpName = "text", Description = "of closed: why that was decided" };
    private static readonly Option<string?> Risk = new("--risk") { HelpName = "text", Description = "of closed: the risk assessment" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("stage", "change the stage of a case", To, Reason, Notify, Rationale, Risk);
        command.SetAction(parsed => Run(parsed, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var word = parsed.GetRequiredValue(To);
        if (Enum.GetValues<Stage>().Where(stage => stage.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).ToList() is not [var to])
            throw new UsageException($"`{word}` is no stage: expected suspicion, incident, breach or closed");
        var (decision, reason, by) = (Decide(parsed), parsed.GetRequiredValue(Reason), parsed.GetRequiredValue(IncidentCommand.By));
        using var session = IncidentCommand.Open(parsed);
        var (vendor, id) = (parsed.GetRequiredValue(IncidentCommand.Vendor), parsed.GetRequiredValue(IncidentCommand.Incident));
        // What is left undone when a case is closed must be named.
        var contract = to is Stage.Closed ? session.OfAsync(vendor, cancellation).GetAwaiter().GetResult() : null;
        var stored = session.ActAsync(
            vendor, id, by, $"stage/{word}/{reason}/{decision}", (incident, now) => StageActs.Change(incident, contract, to, reason, decision, by, now), cancellation).GetAwaiter().GetResult();
        IncidentCommand.Tell(session, stored);
        return ExitCode.Clean;
    }

    private static Decision? Decide(ParseResult parsed) => parsed.GetValue(Notify) switch
    {
        null => null,
        "yes" => new(true, parsed.GetValue(Rationale) ?? "", parsed.GetValue(Risk) ?? ""),
        "no" => new(false, parsed.GetValue(Rationale) ?? "", parsed.GetValue(Risk) ?? ""),
        var other => throw new UsageException($"--notify: `{other}` is not one of yes, no"),
    };
}
