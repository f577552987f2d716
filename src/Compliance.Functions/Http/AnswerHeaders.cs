using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Headers that every answer of this process has, also one that no function gave: nothing is stored on the way, guessed at, framed,
/// run or read by other sites. There is no header here that would let another site's page in (CORS), and none is ever set.</summary>
public sealed class AnswerHeaders : IStartupFilter
{
    internal const string Policy = "default-src 'none'; frame-ancestors 'none'";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        application.Use(AddAsync);
        next(application);
    };

    internal static Task AddAsync(HttpContext http, RequestDelegate next)
    {
        // At the last moment: an answer that is begun anew has lost what was set before.
        http.Response.OnStarting(() =>
        {
            Set(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A page of this service says itself what it needs.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }
}
