using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Incidents;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Http;

/// <summary>Answers a request. The one place where it is asked whether the caller may (<see cref="Gate"/>), and then whether its function takes the query as it is; and where failures of the store and refused
/// input become problems: what the worker makes of an exception is an empty 200.</summary>
public sealed class Answer(Gate gate, ILogger<Answer> logger)
{
    internal static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="function">The function that is asked.</param>
    /// <param name="vendor">The vendor of its route, as it stands there; null: it has none.</param>
    /// <param name="act">Given the caller's name, once the caller may.</param>
    public async Task<IResult> OfAsync(HttpRequest request, string function, string? vendor, Func<string, Task<IResult>> act)
    {
        try
        {
            return await gate.RefusalAsync(request, function, vendor) ?? QueryParameters.Refusal(request, function) ?? await act(SignedIn.By(request).Name);
        }
        // The vendor's own input is fine: what its trail is written under is out of reach.
        catch (KeyUnavailableException unavailable)
        {
            return Unavailable(request, unavailable);
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
        catch (TrailHaltedException halted)
        {
            // How the company keeps its records, and what is wrong with them, is its own affair.
            return IsVendor(request) ? Problem.Of(409, "trail-halted", "nothing about this vendor can be recorded at present: send it again later, or ask the company")
                : Problem.Of(409, "trail-halted", halted.Message, ("halted", HaltBody.Of(halted.Halt)));
        }
        catch (TrailInconsistentException inconsistent)
        {
            ServiceLog.StoreFailed(logger, inconsistent, inconsistent.Message);
            return Problem.Of(500, "trail-inconsistent", IsVendor(request) ? "nothing about this vendor can be recorded at present: ask the company" : inconsistent.Message);
        }
        // Whoever went away hears no answer; that is no trouble of the store.
        catch (Exception trouble) when (StoreTrouble.Is(trouble) && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Unavailable(request, trouble);
        }
    }

    /// <summary>A JSON body; its texts are read by programs, never put into a page unescaped.</summary>
    public static IResult Json(JsonNode body, int status = 200) => Results.Text(body.ToJsonString(Readable), "application/json", statusCode: status);

    private static bool IsVendor(HttpRequest request) => request.HttpContext.Features.Get<SignedIn>() is { IsVendorAlone: true };

    private IResult Unavailable(HttpRequest request, Exception trouble)
    {
        ServiceLog.StoreFailed(logger, trouble, trouble.Message);
        request.HttpContext.Response.Headers.RetryAfter = "5";
        return Problem.Of(503, "store-unavailable", "the store did not answer as it should, and whether the request was carried out is not known: repeat it as it is; GET health/ready says what is missing");
    }
}
