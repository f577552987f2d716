using System.Text.Json.Nodes;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>What was decided about many of a vendor's findings at once, and was not withdrawn.</summary>
public sealed class ListDecisions(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(ListDecisions))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/decisions")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ListDecisions), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var decisions = await store.Decisions.ListAsync(known.Id, cancellationToken);
            return Answer.Json(new JsonObject { ["value"] = new JsonArray([.. decisions.Select(decision => DecisionBody.Of(decision.Selector, decision))]) });
        });
}
