using Compliance.Findings;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Decides about a finding, or withdraws that. Verdicts take it into account from the next audit on.</summary>
public sealed class ChangeFinding(Store store, FindingDeciding deciding, KnownVendors vendors, Gate gate, Answer answer, TimeProvider clock)
{
    [Function(nameof(ChangeFinding))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = "vendors/{vendor}/findings/{fingerprint}")] HttpRequest request,
        string vendor, string fingerprint, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ChangeFinding), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!Fingerprint.TryParse(fingerprint, out var id) || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } finding)
                return Problem.UnknownFinding(fingerprint);
            if (EntityTags.Matches(request, finding.ETag) is not { } current) return EntityTags.Missing("a finding");
            if (!current) return Problem.Stale("the finding");
            var (change, problem) = Body.Json<FindingChange>(await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken));
            if (change is null) return problem!;
            if (change.Part is { } part && await gate.PartRefusalAsync(request, nameof(ChangeFinding), part, vendor) is { } notApprover) return notApprover;
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            if (!change.TryRead(SignedIn.By(request), finding.OwnWork, now, out var order, out problem)) return problem;
            var outcome = await deciding.DecideAsync(known.Id, caller, finding, order, cancellationToken);
            if (outcome is not ChangeOutcome.Changed || await store.Findings.FindAsync(known.Id, id, cancellationToken) is not { } changed) return Problem.Stale("the finding");
            return EntityTags.Json(request, changed.ETag, FindingBody.Of(request, known.Id, changed, now));
        });
}
