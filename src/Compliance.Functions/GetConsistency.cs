using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Trail;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Proves that a vendor's trail at one checkpoint is the beginning of what it is at another.</summary>
public sealed class GetConsistency(Store store, TrailProving proving, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetConsistency))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/trail/consistency")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetConsistency), vendor, async _ =>
        {
            if (!TrailQuery.TryNumber(request, "from", out var from, out var problem) || !TrailQuery.TryNumber(request, "to", out var to, out problem)) return problem;
            if (from is not { } earlier) return Problem.Of(400, "query-invalid", "`from` is missing: it is the size of the checkpoint that you have");
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (earlier > to) return Problem.Of(400, "query-invalid", "`from` is at most `to`: a log only grows");
            foreach (var size in new[] { earlier == 0 ? null : from, to })
                if (size is { } wanted && await store.Checkpoints.FindAsync(known.Id, wanted, cancellationToken) is null) return TrailQuery.NoCheckpoint(known.Id, size);
            if (await store.Checkpoints.LatestAsync(known.Id, cancellationToken) is null) return TrailQuery.NoCheckpoint(known.Id, null);
            return TrailQuery.Text((await proving.ConsistencyAsync(known.Id, earlier, to, cancellationToken)).ToBytes());
        });
}
