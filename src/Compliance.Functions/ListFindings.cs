using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A vendor's findings as the last completed audit left them.</summary>
public sealed class ListFindings(Store store, KnownVendors vendors, Answer answer)
{
    [Function(nameof(ListFindings))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/findings")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!Page.TryRead(request, out var page, out var problem)) return problem;
            if (!FindingQuery.TryRead(request, out var filter, out problem)) return problem;
            return await page.AnswerAsync(
                request, () => store.Findings.ListAsync(known.Id, page.Size, filter, page.Continuation, cancellationToken),
                finding => FindingBody.Of(request, known.Id, finding));
        });
}
