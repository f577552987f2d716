using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Stores a log as it is sent and judges nothing.</summary>
public sealed class PutEvidence(VendorJournal journal, KnownVendors vendors, VendorUploads uploads, Answer answer)
{
    [Function(nameof(PutEvidence))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "vendors/{vendor}/evidence/{*path}")] HttpRequest request,
        string vendor, string path, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(PutEvidence), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var target = EvidencePath.Parse(path);
            var (stored, problem) = await uploads.PutAsync(request, known.Id, target, cancellationToken);
            if (stored is null) return problem!;
            await journal.EvidenceReceivedAsync(known.Id, caller, stored, cancellationToken);
            return Answer.Json(EvidenceBody.Of(stored), 201);
        });
}
