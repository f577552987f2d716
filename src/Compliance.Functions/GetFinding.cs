using Compliance.Findings;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>One finding, with the version under which it can be changed.</summary>
public sealed class GetFinding(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetFinding))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/findings/{fingerprint}")] HttpRequest request,
        string vendor, string fingerprint, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!Fingerprint.TryParse(fingerprint, out var id) || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } finding)
                return Problem.UnknownFinding(fingerprint);
            request.HttpContext.Response.Headers.ETag = EntityTags.Of(finding.ETag);
            return Answer.Json(FindingBody.Of(request, known.Id, finding));
        });
}
