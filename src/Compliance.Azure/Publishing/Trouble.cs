using Azure;
using Azure.Identity;

namespace Compliance.Publishing;

/// <summary>What can go wrong with what lies outside, in words fit for a log: without what such messages repeat of requests and answers.</summary>
internal static class Trouble
{
    /// <returns>Null: it is something else, a fault of this program or what its caller wanted.</returns>
    public static string? Of(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        RequestFailedException { Status: > 0 } refused => $"answered {refused.Status} {CodeOf(refused)}".TrimEnd(),
        RequestFailedException or HttpRequestException => "no answer",
        AuthenticationFailedException => "the service could not sign in there",
        IOException or UnauthorizedAccessException => failure.Message,
        OperationCanceledException when !cancellationToken.IsCancellationRequested => "no answer in time",
        // Azure.Core throws one of these when several of its own retries failed.
        AggregateException several when several.InnerExceptions.All(inner => Of(inner, cancellationToken) is not null) => Of(several.InnerExceptions[0], cancellationToken),
        _ => null,
    };

    // Of blobs the code stands in a header alone.
    private static string? CodeOf(RequestFailedException refused) =>
        refused.ErrorCode ?? (refused.GetRawResponse()?.Headers.TryGetValue("x-ms-error-code", out var code) is true ? code : null);
}
