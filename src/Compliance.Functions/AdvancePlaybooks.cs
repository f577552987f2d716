using Compliance.Functions.Incidents;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Each minute, brings incidents forward whose time has come: steps, reminders, escalations, messages, overdue clocks.</summary>
public sealed class AdvancePlaybooks(IncidentRounds rounds)
{
    [Function(nameof(AdvancePlaybooks))]
    public Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => rounds.RunAsync(cancellationToken);
}
