using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Functions.Trail;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>An incident: its ledger, which clocks run and why, its steps and its messages.</summary>
public sealed class GetIncident(IncidentJournal journal, IncidentView view, KnownVendors vendors, Gate gate, Answer answer)
{
    [Function(nameof(GetIncident))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/incidents/{incident}")] HttpRequest request,
        string vendor, string incident, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetIncident), vendor, async _ =>
        {
            if (!TrailQuery.TryTruth(request, "arguable", out var arguable, out var misread)) return misread;
            if (arguable && await gate.PartRefusalAsync(request, nameof(GetIncident), RouteRoles.Arguable, vendor) is { } refusal) return refusal;
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await journal.FindAsync(known.Id, incident, cancellationToken) is not { } stored) return Problem.UnknownIncident(incident);
            var (at, problem) = await view.OfAsync(stored, cancellationToken);
            var body = IncidentDocument.Of(stored, at, problem, arguable);
            body["self"] = Links.Incident(request, known.Id, incident);
            body["timeline"] = Links.Incident(request, known.Id, incident) + "/timeline";
            return EntityTags.Json(request, stored.Head.ETag, body);
        });
}
