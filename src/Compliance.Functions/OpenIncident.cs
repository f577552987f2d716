using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Opens a case by a person. What clocks run from is recorded afterwards, fact by fact.</summary>
public sealed class OpenIncident(KnownVendors vendors, IncidentJournal journal, CompanyPlaybooks playbooks, Answer answer, TimeProvider clock)
{
    [Function(nameof(OpenIncident))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents")] HttpRequest request, string vendor, CancellationToken cancellationToken) =>
        answer.OfAsync(request, nameof(OpenIncident), vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var bytes = await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken);
            var (asked, problem) = Body.Json<OpenRequest>(bytes);
            if (asked is null) return problem!;
            if (!Instants.TryParse(asked.From, out var from) || !Instants.TryParse(asked.To, out var to))
                return Problem.Of(400, "instant-invalid", "`from` and `to` are instants with an offset, such as 2026-11-22T10:00:00+01:00");
            if (!IncidentActs.TryPerson(SignedIn.By(request), asked, out var person, out problem)) return problem;
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            // Two of the same words on unlike days are two cases.
            if (!IncidentActs.TryKey(request, person.Name, $"incidents/{IncidentOpening.Day(now)}", bytes!, out var key, out problem)) return problem;
            var opening = new Opening { Title = asked.Title, Playbook = asked.Playbook, Rule = asked.Rule, Principals = asked.Principals ?? [], From = from, To = to };
            var result = await journal.OpenAsync(known.Id, IncidentOpening.IdOf(now, key), IncidentActs.Decided(() => IncidentOpening.Records(opening, playbooks.Read(), asked.Draft, person, now)), key, cancellationToken);
            request.HttpContext.Response.Headers.Location = Links.Incident(request, known.Id, result.Stored.Head.Id);
            return IncidentActs.Answered(request, result);
        });
}
