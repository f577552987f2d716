using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A vendor.</summary>
public sealed class GetVendor(KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetVendor))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (known.ETag != default) request.HttpContext.Response.Headers.ETag = EntityTags.Of(known.ETag);
            return Answer.Json(VendorBody.Of(request, known));
        });
}
