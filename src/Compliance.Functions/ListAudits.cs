using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A vendor's audits, newest first.</summary>
public sealed class ListAudits(Store store, KnownVendors vendors, Pages pages, Answer answer)
{
    [Function(nameof(ListAudits))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/audits")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ListAudits), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            return await pages.AnswerAsync(
                request, caller, page => store.Audits.ListAsync(known.Id, page.Size, page.Continuation, cancellationToken), run => AuditBody.Of(request, run), cancellationToken);
        });
}
