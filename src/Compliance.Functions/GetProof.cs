using System.Globalization;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Trail;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Proves that an entry lies in a vendor's trail: a C2SP tlog-proof that needs nothing else, with the entry in it.</summary>
public sealed class GetProof(Store store, TrailProving proving, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetProof))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/trail/proof/{index}")] HttpRequest request,
        string vendor, string index, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetProof), vendor, async _ =>
        {
            if (!long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)) return Problem.Of(400, "query-invalid", "the index of an entry is a number from 0 on");
            if (!TrailQuery.TryNumber(request, "size", out var size, out var problem)) return problem;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (entry >= (await store.Trail.HeadAsync(known.Id.Value, cancellationToken)).Size) return Problem.Of(404, "entry-not-found", $"the trail of `{known.Id}` has no entry {entry}");
            var checkpoint = size is { } wanted ? await store.Checkpoints.FindAsync(known.Id, wanted, cancellationToken) : await store.Checkpoints.LatestAsync(known.Id, cancellationToken);
            if (checkpoint is null) return TrailQuery.NoCheckpoint(known.Id, size);
            if (entry >= checkpoint.Size)
                return Problem.Of(409, "entry-not-signed", $"entry {entry} is not covered by the checkpoint of {checkpoint.Size} entries: name a later `size`, or ask again when it is signed; that is done every hour");
            return TrailQuery.Text((await proving.InclusionAsync(known.Id, entry, checkpoint.Size, cancellationToken)).ToBytes());
        });
}
