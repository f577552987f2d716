using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Stores a file of the contract. What it says is judged by the next audit, which reads all of them together.</summary>
public sealed class PutVendorFile(ContractFiles files, KnownVendors vendors, Answer answer)
{
    [Function(nameof(PutVendorFile))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "vendors/{vendor}/files/{*path}")] HttpRequest request,
        string vendor, string path, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(PutVendorFile), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!ContractFiles.Names.Contains(path))
                return Problem.Of(400, "path-refused", $"a vendor's files are {string.Join(", ", ContractFiles.Names)}; logs are put under evidence/logs/");
            if (await Body.BytesAsync(request, ContractFiles.MaxBytes, cancellationToken) is not { } bytes) return Body.TooLarge(ContractFiles.MaxBytes);
            return Answer.Json(EvidenceBody.Of(await files.PutAsync(known.Id, caller, path, bytes, cancellationToken)), 201);
        });
}
