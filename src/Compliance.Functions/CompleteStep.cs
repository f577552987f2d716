using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Handling;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Completes, approves or rejects a step of an incident's playbook.</summary>
public sealed class CompleteStep(IncidentActs acts, CompanyPlaybooks playbooks)
{
    [Function(nameof(CompleteStep))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/steps/{step}")] HttpRequest request,
        string vendor, string incident, string step, CancellationToken cancellationToken) =>
        acts.OfAsync<StepRequest>(request, vendor, incident, $"steps/{step}", asked => Read(asked, step), cancellationToken);

    private Act Read(StepRequest asked, string step) => asked.Act switch
    {
        "complete" => Act.Of((now, caller, at) => StepActs.Complete(now, playbooks.Read(), step, asked.Evidence ?? [], asked.Note, caller, at)),
        "approve" => Act.Of((now, caller, at) => StepActs.Approve(now, playbooks.Read(), step, caller, at)),
        "reject" => Act.Of((now, caller, at) => StepActs.Reject(now, playbooks.Read(), step, asked.Note ?? "", caller, at)),
        _ => Act.Refused(Problem.Of(400, "body-invalid", "`act` is one of complete, approve, reject")),
    };
}
