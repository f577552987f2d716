using System.Diagnostics;

namespace Compliance;

/// <summary>The one source of spans. What a span carries are names and numbers of this program, vendors and ids of audits: no person, no text that
/// came in, no address. Where nobody listens none is made.</summary>
public static class Tracing
{
    /// <summary>Of the source of spans, and of the meter of the service.</summary>
    public const string Name = "Compliance";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>Does something in a span, which tells by its kind what it failed with, if it did. What the failure says stays out of it.</summary>
    public static async Task<T> NotedAsync<T>(Activity? span, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (Failed(span, failure))
        {
            throw;
        }
    }

    // Noted on the way: the failure goes on as it came.
    private static bool Failed(Activity? span, Exception failure)
    {
        span?.SetTag("error.type", failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
        return false;
    }
}
