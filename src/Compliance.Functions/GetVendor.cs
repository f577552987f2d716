using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A vendor.</summary>
public sealed class GetVendor(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetVendor))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetVendor), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var body = VendorBody.Of(request, known);
            // How the company keeps its records is its own affair.
            if (!SignedIn.By(request).IsVendorAlone && await store.Halts.FindAsync(known.Id, cancellationToken) is { } halt) body["trail"] = new JsonObject { ["halted"] = HaltBody.Of(halt) };
            return EntityTags.Json(request, known.ETag == default ? null : known.ETag, body);
        });
}
