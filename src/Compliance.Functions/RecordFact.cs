using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Adds a fact to an incident's ledger. One that was wrong is corrected by a later one, never changed.</summary>
public sealed class RecordFact(IncidentActs acts)
{
    [Function(nameof(RecordFact))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/facts")] HttpRequest request,
        string vendor, string incident, CancellationToken cancellationToken) =>
        acts.OfAsync<FactRequest>(
            request, nameof(RecordFact), vendor, incident, "facts",
            asked => asked.TryRead(out var fact, out var problem) ? Act.Of((now, caller, at) => now.Record(fact, caller.Name, at)) : Act.Refused(problem), cancellationToken);
}
