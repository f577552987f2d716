using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Trail;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Exports a vendor's trail, for an auditor who trusts nobody, or its findings for other programs. That it was exported is an entry.</summary>
public sealed class ExportTrail(TrailDownloads downloads, KnownVendors vendors, Gate gate, Answer answer)
{
    [Function(nameof(ExportTrail))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/trail")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ExportTrail), vendor, async caller =>
        {
            if (!TrailQuery.TryNumber(request, "from", out var from, out var problem) || !TrailQuery.TryNumber(request, "to", out var to, out problem)) return problem;
            if (!TrailQuery.TryTruth(request, "names", out var names, out problem)) return problem;
            var format = request.Query["format"].ToString() is { Length: > 0 } asked ? asked : "zip";
            if (format is not ("zip" or "ocsf" or "oscal")) return Problem.Of(400, "query-invalid", "`format` is one of zip, ocsf, oscal");
            if (names && await gate.PartRefusalAsync(request, nameof(ExportTrail), RouteRoles.WithNames, vendor) is { } refusal) return refusal;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            return await downloads.SendAsync(request, new() { Vendor = known.Id, Id = $"{Guid.NewGuid():N}", By = caller, Format = format, From = from ?? 0, To = to, WithNames = names }, cancellationToken);
        });
}
