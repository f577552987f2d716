using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The web side of an invocation.</summary>
public static class FunctionContextExtensions
{
    // The official worker keeps the context under this key; code that builds a FunctionContext by hand relies on it.
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request's context; null where the trigger is not HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
}
