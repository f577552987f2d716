using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>A vendor's findings as the last completed audit left them.</summary>
public sealed class ListFindings(Store store, KnownVendors vendors, FindingViews views, Pages pages, Answer answer, TimeProvider clock)
{
    [Function(nameof(ListFindings))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/findings")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ListFindings), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (!FindingQuery.TryRead(request, out var filter, out var problem)) return problem;
            var (view, unavailable) = await views.OfAsync(request, known.Id, cancellationToken);
            if (view is null) return unavailable!;
            return await pages.AnswerAsync(
                request, caller, page => view.ListAsync(store.Findings, known.Id, filter, page, cancellationToken),
                finding => view.Body(request, known.Id, finding, Instant.FromDateTimeOffset(clock.GetUtcNow())), cancellationToken);
        });
}
