using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Compliance.Functions.Http;

/// <summary>A file that is written while it is sent: how long it is, nobody knows before its end.</summary>
public static class Download
{
    /// <param name="broken">Told of what broke it off once some of it was sent; before, it is an answer like any other.</param>
    public static async Task<IResult> OfAsync(HttpRequest request, string type, string name, Func<Stream, Task> write, Action<Exception> broken)
    {
        var response = request.HttpContext.Response;
        response.ContentType = type;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        // The base library's archive writes the last bytes of each of its files, a few, without waiting for them.
        if (request.HttpContext.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        try
        {
            await write(response.Body);
            await response.Body.FlushAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception failure)
        {
            if (!response.HasStarted)
            {
                response.Clear();
                throw;
            }
            broken(failure);
            // An answer that merely ended would look whole.
            request.HttpContext.Abort();
        }
        return Results.Empty;
    }
}
