using Compliance.Functions.Trail;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Each day, recomputes every vendor's trail from what is stored; one that does not hold is halted.</summary>
public sealed class VerifyTrail(TrailRounds rounds)
{
    [Function(nameof(VerifyTrail))]
    public Task Run([TimerTrigger("0 15 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => rounds.RunAsync(cancellationToken);
}
