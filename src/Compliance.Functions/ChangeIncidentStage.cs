using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Brings an incident to its next stage, or closes it with the decision whether anybody is told.</summary>
public sealed class ChangeIncidentStage(IncidentActs acts, IContracts contracts)
{
    [Function(nameof(ChangeIncidentStage))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/stage")] HttpRequest request,
        string vendor, string incident, CancellationToken cancellationToken) =>
        acts.OfAsync<StageRequest>(
            request, nameof(ChangeIncidentStage), vendor, incident, "stage",
            async asked =>
            {
                if (Enum.GetValues<Stage>().Where(stage => stage.ToString().Equals(asked.To, StringComparison.OrdinalIgnoreCase)).ToList() is not [var to])
                    return Act.Refused(Problem.Of(400, "body-invalid", "`to` is one of suspicion, incident, breach, closed"));
                // What is left undone when a case is closed must be named.
                var contract = to is Stage.Closed ? await contracts.OfAsync(VendorId.Parse(vendor), cancellationToken) : null;
                var decision = asked.Decision is { } asks ? new Decision(asks.Notify, asks.Rationale, asks.RiskAssessment) : null;
                return Act.Of((now, caller, at) => StageActs.Change(now, contract, to, asked.Reason, decision, caller.Name, at));
            },
            cancellationToken);
}
