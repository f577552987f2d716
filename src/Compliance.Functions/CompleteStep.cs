using Compliance.Functions.Access;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Completes, approves or rejects a step of an incident's playbook.</summary>
public sealed class CompleteStep(IncidentActs acts, CompanyPlaybooks playbooks, Gate gate)
{
    [Function(nameof(CompleteStep))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/steps/{step}")] HttpRequest request,
        string vendor, string incident, string step, CancellationToken cancellationToken) =>
        acts.OfAsync<StepRequest>(request, nameof(CompleteStep), vendor, incident, $"steps/{step}", asked => ReadAsync(request, vendor, asked, step), cancellationToken);

    private async Task<Act> ReadAsync(HttpRequest request, string vendor, StepRequest asked, string step)
    {
        var act = Read(asked, step);
        if (act.Problem is not null) return act;
        var part = asked.Act == "complete" ? RouteRoles.Complete : RouteRoles.Approval;
        return await gate.PartRefusalAsync(request, nameof(CompleteStep), part, vendor) is { } refusal ? Act.Refused(refusal) : act;
    }

    private Act Read(StepRequest asked, string step) => asked.Act switch
    {
        "complete" => Act.Of((now, caller, at) => StepActs.Complete(now, playbooks.Read(), step, asked.Evidence ?? [], asked.Note, caller.Name, at)),
        "approve" => Act.Of((now, caller, at) => StepActs.Approve(now, playbooks.Read(), step, caller, at)),
        "reject" => Act.Of((now, caller, at) => StepActs.Reject(now, playbooks.Read(), step, asked.Note ?? "", caller.Name, at)),
        _ => Act.Refused(Problem.Of(400, "body-invalid", "`act` is one of complete, approve, reject")),
    };
}
