using Compliance.Findings;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Accepts the risk of a finding, or withdraws that. The next audit takes it into account.</summary>
public sealed class ChangeFinding(Store store, VendorJournal journal, KnownVendors vendors, Answer answer, TimeProvider clock)
{
    [Function(nameof(ChangeFinding))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "vendors/{vendor}/findings/{fingerprint}")] HttpRequest request,
        string vendor, string fingerprint, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!Fingerprint.TryParse(fingerprint, out var id) || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } finding)
                return Problem.UnknownFinding(fingerprint);
            if (EntityTags.Matches(request, finding.ETag) is not { } current) return EntityTags.Missing("a finding");
            if (!current) return Problem.Stale("the finding");
            var (change, problem) = Body.Json<FindingChange>(await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken));
            if (change is null) return problem!;
            Exemption? exemption = null;
            if (change.Exemption is { } asked && !asked.TryRead(caller, Instant.FromDateTimeOffset(clock.GetUtcNow()), out exemption, out problem)) return problem;
            var outcome = await journal.ExemptAsync(known.Id, caller, finding, exemption, cancellationToken);
            if (outcome is not ChangeOutcome.Changed || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } changed) return Problem.Stale("the finding");
            request.HttpContext.Response.Headers.ETag = EntityTags.Of(changed.ETag);
            return Answer.Json(FindingBody.Of(request, known.Id, changed));
        });
}
