using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>A named person lets a rule that nobody has confirmed start reminders for one incident.</summary>
public sealed class EnableRule(IncidentActs acts)
{
    [Function(nameof(EnableRule))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/rules/{rule}")] HttpRequest request,
        string vendor, string incident, string rule, CancellationToken cancellationToken) =>
        acts.OfAsync<EnableRequest>(request, nameof(EnableRule), vendor, incident, $"rules/{rule}", asked => Act.Of((now, caller, at) => now.Enable(rule, asked.Reason, caller.Name, at)), cancellationToken);
}
