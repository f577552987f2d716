using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Compliance.Local.FunctionsWorker.Http;

/// <summary>The methods an endpoint answers; empty: all.</summary>
internal sealed record AnsweredMethods(IReadOnlyList<string> Methods);

/// <summary>
/// A method that no function on a route answers is 404 with the platform (azure-functions-host#10098), where ASP.NET's own policy says 405.
/// </summary>
internal sealed class MethodPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<AnsweredMethods>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Endpoint.Metadata.GetMetadata<AnsweredMethods>() is { Methods: { Count: > 0 } methods }
                && !methods.Contains(httpContext.Request.Method, StringComparer.OrdinalIgnoreCase))
                candidates.SetValidity(i, value: false);
        }

        return Task.CompletedTask;
    }
}
