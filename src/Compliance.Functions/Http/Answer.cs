using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Functions.Auditing;
using Compliance.Functions.Incidents;
using Compliance.Storage;
using Compliance.Trail;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Http;

/// <summary>Answers a request. The one place where failures of the store and refused input become problems: what the worker makes of an
/// exception is an empty 200.</summary>
public sealed class Answer(Caller caller, ILogger<Answer> logger)
{
    internal static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="act">Given the caller's name.</param>
    public async Task<IResult> OfAsync(HttpRequest request, Func<string, Task<IResult>> act)
    {
        if (caller.NameOf(request) is not { } name) return Problem.Of(401, "not-signed-in", "the request carries no signed-in user: sign in and repeat it");
        try
        {
            return await act(name);
        }
        catch (InputException refused)
        {
            return Problem.Of(400, "input-refused", refused.Message);
        }
        catch (ActRefusedException refused)
        {
            return Problem.Of(422, "act-refused", refused.Message);
        }
        catch (EvidenceTooLargeException tooLarge)
        {
            return Problem.Of(413, "body-too-large", tooLarge.Message);
        }
        catch (BadHttpRequestException broken)
        {
            return Problem.Of(broken.StatusCode, broken.StatusCode == 413 ? "body-too-large" : "body-incomplete", "the body could not be read to its end: nothing was stored; send it again");
        }
        catch (TrailInconsistentException inconsistent)
        {
            ServiceLog.StoreFailed(logger, inconsistent, inconsistent.Message);
            return Problem.Of(500, "trail-inconsistent", inconsistent.Message);
        }
        // Whoever went away hears no answer; that is no trouble of the store.
        catch (Exception trouble) when (StoreTrouble.Is(trouble) && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            ServiceLog.StoreFailed(logger, trouble, trouble.Message);
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problem.Of(503, "store-unavailable", "the store did not answer as it should, and whether the request was carried out is not known: repeat it as it is; GET health/ready says what is missing");
        }
    }

    /// <summary>A JSON body; its texts are read by programs, never put into a page unescaped.</summary>
    public static IResult Json(JsonNode body, int status = 200) => Results.Text(body.ToJsonString(Readable), "application/json", statusCode: status);
}
