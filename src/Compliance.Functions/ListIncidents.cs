using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A vendor's register of incidents: all of them, those that nobody was told of included.</summary>
public sealed class ListIncidents(IncidentJournal journal, KnownVendors vendors, Pages pages, Answer answer)
{
    [Function(nameof(ListIncidents))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/incidents")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(ListIncidents), vendor, async caller =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            return await pages.AnswerAsync(
                request, caller, page => journal.ListAsync(known.Id, page.Size, page.Continuation, cancellationToken),
                head =>
                {
                    var line = IncidentDocument.Summary(head);
                    line["self"] = Links.Incident(request, known.Id, head.Id);
                    return line;
                },
                cancellationToken);
        });
}
