using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Stores a log as it is sent and judges nothing.</summary>
public sealed class PutEvidence(IEvidenceStore evidence, VendorJournal journal, KnownVendors vendors, Answer answer)
{
    private static readonly string[] Places = ["logs/", "resources/", "probes/", "vaults/", "attestations/"];

    [Function(nameof(PutEvidence))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "vendors/{vendor}/evidence/{*path}")] HttpRequest request,
        string vendor, string path, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var target = EvidencePath.Parse(path);
            if (!Places.Any(place => target.Value.StartsWith(place, StringComparison.Ordinal)))
                return Problem.Of(400, "path-refused", $"evidence is put under {string.Join(", ", Places)}; the files of the contract are put under files/");
            if (request.ContentLength > EvidenceLimits.MaxBytes) throw new EvidenceTooLargeException(target.Value);
            var stored = await evidence.PutAsync(known.Id, target, request.Body, cancellationToken);
            await journal.EvidenceReceivedAsync(known.Id, caller, stored, cancellationToken);
            return Answer.Json(EvidenceBody.Of(stored), 201);
        });
}
