using Compliance.Evidence;
using Compliance.Functions.Http;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Access;

/// <summary>Stores what is sent as evidence, by what the sender may. A vendor adds, and takes the place of nothing: in its folder lie logs that the company
/// collected; those it gains by changing. And it adds what it knows of itself, not what the company sees of it from outside.</summary>
public sealed class VendorUploads(IEvidenceStore evidence)
{
    private static readonly string[] OfVendor = [LogReader.Folder, "attestations/"];
    private static readonly string[] OfCompany = [.. OfVendor, "resources/", "probes/", "vaults/", "entitlements/"];

    /// <returns>The file that is there with just these bytes; or why it is not.</returns>
    public async Task<(StoredEvidence? Stored, IResult? Problem)> PutAsync(HttpRequest request, VendorId vendor, EvidencePath path, CancellationToken cancellationToken)
    {
        var isVendor = RouteRoles.Of(nameof(PutEvidence)).AllowsAsVendor(SignedIn.By(request), vendor.Value);
        var places = isVendor ? OfVendor : OfCompany;
        if (!places.Any(place => path.Value.StartsWith(place, StringComparison.Ordinal)))
            return (null, Problem.Of(400, "path-refused", $"evidence is put under {string.Join(", ", places)}{(isVendor ? " by a vendor" : "; the files of the contract are put under files/")}"));
        if (request.ContentLength > EvidenceLimits.MaxBytes) throw new EvidenceTooLargeException(path.Value);
        if (!isVendor) return (await evidence.PutAsync(vendor, path, request.Body, cancellationToken), null);
        return await evidence.AddAsync(vendor, path, request.Body, cancellationToken) is { } added ? (added, null)
            : (null, Problem.Of(409, "evidence-exists", "there is other evidence at this path, which a vendor does not replace: send it under another name, or ask the company"));
    }
}
