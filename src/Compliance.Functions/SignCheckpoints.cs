using Compliance.Functions.Signing;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Each hour, proves that every vendor's trail is what was signed before and what came since, signs it, and publishes what was signed.</summary>
public sealed class SignCheckpoints(SigningRounds rounds)
{
    [Function(nameof(SignCheckpoints))]
    public Task Run([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => rounds.RunAsync(cancellationToken);
}
