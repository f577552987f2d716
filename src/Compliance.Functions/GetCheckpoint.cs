using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Trail;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A signed checkpoint of a vendor's trail, exactly as it was signed.</summary>
public sealed class GetCheckpoint(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetCheckpoint))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/trail/checkpoint")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetCheckpoint), vendor, async _ =>
        {
            if (!TrailQuery.TryNumber(request, "size", out var size, out var problem)) return problem;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var stored = size is { } wanted ? await store.Checkpoints.FindAsync(known.Id, wanted, cancellationToken) : await store.Checkpoints.LatestAsync(known.Id, cancellationToken);
            return stored is null ? TrailQuery.NoCheckpoint(known.Id, size) : EntityTags.Bytes(request, stored.Signed.Bytes, TrailQuery.TextType);
        });
}
