using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Compliance.Functions.Http;

/// <summary>Refuses requests of a caller that makes too many of this instance, before anything else looks at them.</summary>
public sealed class RequestRate(RateLimit limit, RequestOrigin origin) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        // Who asks whether the process answers gets its answer, or a busy instance would be taken for a dead one.
        if (context.GetHttpContext() is { } http && context.FunctionDefinition.Name != nameof(Live) && limit.Take(origin.Of(http.Request)) is { } wait)
        {
            await RefuseAsync(http, wait);
            return;
        }
        await next(context);
    }

    private static Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        var seconds = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return Problem.Of(429, "too-many-requests", $"too many requests came from you in a minute: send this one again in {seconds} s, and fewer at a time").ExecuteAsync(http);
    }
}
