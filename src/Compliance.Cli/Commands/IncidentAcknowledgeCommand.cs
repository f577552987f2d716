using System.CommandLine;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance incident acknowledge</c>: says that a person has seen a message.</summary>
internal static class IncidentAcknowledgeCommand
{
    private static readonly Argument<string> Delivery = new("delivery") { Description = "id of the message, as `show` lists it" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = IncidentCommand.OnIncident("acknowledge", "say that a message was seen", Delivery);
        command.SetAction(parsed =>
        {
            var (delivery, by) = (parsed.GetRequiredValue(Delivery), parsed.GetRequiredValue(IncidentCommand.By));
            return IncidentCommand.Act(parsed, $"acknowledge/{delivery}", (incident, now) => incident.Acknowledge(delivery, by, now), cancellation);
        });
        return command;
    }
}
