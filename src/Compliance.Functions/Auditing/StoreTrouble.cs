using Azure;
using Azure.Identity;
using Compliance.Trail;

namespace Compliance.Functions.Auditing;

/// <summary>Failures of what state is kept in, as against faults of this program.</summary>
public static class StoreTrouble
{
    public static bool Is(Exception failure) => failure switch
    {
        RequestFailedException or TrailUnavailableException or IOException or HttpRequestException or TimeoutException or UnauthorizedAccessException => true,
        // This program could not sign in to Azure: no identity, or none that answers.
        AuthenticationFailedException => true,
        // Azure.Core's network timeout. Where it may be the caller who gave up, the place that asks knows.
        OperationCanceledException => true,
        // Azure.Core throws one of these when several of its own retries failed.
        AggregateException several => several.InnerExceptions.All(Is),
        _ => false,
    };
}
