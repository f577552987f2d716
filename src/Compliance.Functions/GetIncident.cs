using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>An incident: its ledger, which clocks run and why, its steps and its messages.</summary>
public sealed class GetIncident(IncidentJournal journal, IncidentView view, KnownVendors vendors, Answer answer)
{
    [Function(nameof(GetIncident))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/incidents/{incident}")] HttpRequest request,
        string vendor, string incident, CancellationToken cancellationToken) =>
        answer.OfAsync(request, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await journal.FindAsync(known.Id, incident, cancellationToken) is not { } stored) return Problem.UnknownIncident(incident);
            var (at, problem) = await view.OfAsync(stored, cancellationToken);
            var body = IncidentDocument.Of(stored, at, problem, arguable: request.Query["arguable"] == "true");
            body["self"] = Links.Incident(request, known.Id, incident);
            body["timeline"] = Links.Incident(request, known.Id, incident) + "/timeline";
            request.HttpContext.Response.Headers.ETag = EntityTags.Of(stored.Head.ETag);
            return Answer.Json(body);
        });
}
