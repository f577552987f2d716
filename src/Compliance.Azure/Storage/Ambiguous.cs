using Azure;

namespace Compliance.Storage;

/// <summary>Failures that leave open whether the request was carried out: no answer, or a server that gave up. What may
/// have happened is asked for again in the same words.</summary>
internal static class Ambiguous
{
    public static bool Is(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or >= 500,
        // Azure.Core throws one of these when several of its own retries failed.
        AggregateException several => several.InnerExceptions.All(inner => Is(inner, cancellationToken)),
        IOException or HttpRequestException => true,
        // Its network timeout, unless it was our caller who gave up.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}
