using Compliance.Findings;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Decides about all findings of a rule, a role, an action or the vendor, also about those that are found later; or withdraws that.</summary>
public sealed class DecideFindings(FindingDeciding deciding, Store store, KnownVendors vendors, Gate gate, OnceByKey once, Answer answer, TimeProvider clock)
{
    [Function(nameof(DecideFindings))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/decisions")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(DecideFindings), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var bytes = await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken);
            var (asked, problem) = Body.Json<FindingsDecision>(bytes);
            if (asked is null) return problem!;
            if (asked.Part is { } part && await gate.PartRefusalAsync(request, nameof(DecideFindings), part, vendor) is { } notApprover) return notApprover;
            if (!asked.TrySelect(out var selector, out problem)) return problem;
            // Said again on a later day, it would be a new decision, about how bad the findings are by then.
            return await once.OfAsync(
                request, nameof(DecideFindings), known.Id, caller, bytes!, () => DecideAsync(known.Id, SignedIn.By(request), asked, selector, cancellationToken),
                async _ => Shown(selector, await store.Decisions.FindAsync(known.Id, selector, cancellationToken)), cancellationToken);
        });

    private async Task<OnceDone> DecideAsync(VendorId vendor, SignedIn caller, FindingsDecision asked, FindingSelector selector, CancellationToken cancellationToken)
    {
        var standing = (await store.Decisions.FindAsync(vendor, selector, cancellationToken))?.Decision?.Work;
        if (!asked.TryRead(caller, standing, Instant.FromDateTimeOffset(clock.GetUtcNow()), out var order, out var problem)) return new(problem, null);
        if (order?.Refusal(selector) is { } refusal) return new(Problem.Of(422, refusal.Code, refusal.Message), null);
        var (outcome, record) = await deciding.DecideAsync(vendor, caller.Name, selector, order, cancellationToken);
        return outcome switch
        {
            ChangeOutcome.Changed => new(Shown(selector, record), "decided"),
            ChangeOutcome.NotFound => new(Problem.Of(404, "decision-not-found", "nothing was decided about just these findings: GET decisions lists what was"), null),
            _ => new(Problem.Of(412, "stale", "somebody else decided about just these findings at the same time: GET decisions, look at it, and repeat"), null),
        };
    }

    private static IResult Shown(FindingSelector selector, DecisionRecord? record) => Answer.Json(DecisionBody.Of(selector, record?.Decision));
}
