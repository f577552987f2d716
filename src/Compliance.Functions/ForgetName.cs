using System.Text.Json.Nodes;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Trail;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Secrets;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Forgets whom a pseudonym stands for, and says where the name still stands when that is asked.</summary>
public sealed class ForgetName(Store store, VendorKeys keys, KnownVendors vendors, Answer answer, TimeProvider clock)
{
    [Function(nameof(ForgetName))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "vendors/{vendor}/names/{pseudonym}")] HttpRequest request,
        string vendor, string pseudonym, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ForgetName), vendor, async caller =>
        {
            if (!TrailQuery.TryTruth(request, "left", out var countLeft, out var problem)) return problem;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var forgotten = await new Forgetting(store, keys, clock).ForgetPseudonymAsync(known.Id, pseudonym, caller, reason: null, countLeft, cancellationToken);
            return forgotten is null
                ? Problem.Of(404, "name-not-found", "no name stands behind the pseudonym: expected `p:` and 26 letters or digits, as an entry of the trail has it")
                : Answer.Json(Body(forgotten));
        });

    private static JsonObject Body(ForgottenName forgotten)
    {
        var body = new JsonObject { ["pseudonym"] = forgotten.Pseudonym, ["forgotten"] = Wording.Of(forgotten.At!.Value), ["findings"] = forgotten.Findings, ["searched"] = forgotten.Searched };
        if (forgotten.Left is { } left) body["left"] = new JsonObject { ["findings"] = left.Findings, ["audits"] = left.Runs, ["incidents"] = left.Incidents };
        return body;
    }
}
