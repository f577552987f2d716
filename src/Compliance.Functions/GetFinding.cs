using Compliance.Findings;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>One finding, with the version under which it can be changed.</summary>
public sealed class GetFinding(Store store, KnownVendors vendors, FindingViews views, Answer answer, TimeProvider clock)
{
    [Function(nameof(GetFinding))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/findings/{fingerprint}")] HttpRequest request,
        string vendor, string fingerprint, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetFinding), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!Fingerprint.TryParse(fingerprint, out var id) || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } finding)
                return Problem.UnknownFinding(fingerprint);
            var (view, unavailable) = await views.OfAsync(request, known.Id, cancellationToken);
            if (view is null) return unavailable!;
            if (!view.Shows(finding.Finding)) return Problem.UnknownFinding(fingerprint);
            return EntityTags.Json(request, view.VersionOf(finding), view.Body(request, known.Id, finding, Instant.FromDateTimeOffset(clock.GetUtcNow())));
        });
}
