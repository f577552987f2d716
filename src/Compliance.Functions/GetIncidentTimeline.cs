using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Compliance.Secrets;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>The timeline of an incident, for the authority that asks when it was known and what was done.</summary>
public sealed class GetIncidentTimeline(Store store, IncidentJournal journal, IncidentView view, CompanyPlaybooks playbooks, VendorKeys keys, KnownVendors vendors, Answer answer, TimeProvider clock)
{
    [Function(nameof(GetIncidentTimeline))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "vendors/{vendor}/incidents/{incident}/timeline")] HttpRequest request,
        string vendor, string incident, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(GetIncidentTimeline), vendor, async _ =>
        {
            var format = request.Query["format"].ToString() is { Length: > 0 } asked ? asked : "json";
            if (format is not ("json" or "markdown" or "cacao")) return Problem.Of(400, "query-invalid", "`format` is one of json, markdown, cacao");
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            if (await journal.FindAsync(known.Id, incident, cancellationToken) is not { } stored) return Problem.UnknownIncident(incident);
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            if (format == "cacao") return await CacaoAsync(stored, now, cancellationToken);
            var (at, _) = await view.OfAsync(stored, cancellationToken);
            var timeline = await IncidentTimeline.OfAsync(store, stored, at, now, cancellationToken);
            using var written = new MemoryStream();
            IncidentTimeline.Write(timeline, format, written);
            return Results.Bytes(written.ToArray(), format == "json" ? "application/json" : "text/markdown; charset=utf-8");
        });

    private async Task<IResult> CacaoAsync(StoredIncident stored, Instant now, CancellationToken cancellationToken)
    {
        if (stored.Incident.Playbook is not { } id) return Problem.Of(409, "no-playbook", "the incident runs no playbook: ask for its timeline as json or markdown");
        if (playbooks.Read().Find(id) is not { } playbook) return Problem.Of(409, "no-playbook", $"the playbook `{id}` of the incident is not known here: put its file into the folder of the setting `Playbooks`");
        using var written = new MemoryStream();
        IncidentTimeline.WriteCacao(stored, playbook, await keys.OfAsync(stored.Head.Vendor, cancellationToken), now, written);
        return Results.Bytes(written.ToArray(), "application/json");
    }
}
