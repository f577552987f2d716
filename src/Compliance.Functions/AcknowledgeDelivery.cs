using Compliance.Functions.Incidents;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions;

/// <summary>Says that a person has seen a message. That a receiver took it is not yet to say so.</summary>
public sealed class AcknowledgeDelivery(IncidentActs acts)
{
    [Function(nameof(AcknowledgeDelivery))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "vendors/{vendor}/incidents/{incident}/deliveries/{delivery}/acknowledge")] HttpRequest request,
        string vendor, string incident, string delivery, CancellationToken cancellationToken) =>
        acts.OfAsync<NothingMore>(
            request, nameof(AcknowledgeDelivery), vendor, incident, $"deliveries/{delivery}/acknowledge", _ => Act.Of((now, caller, at) => now.Acknowledge(delivery, caller.Name, at)), cancellationToken);
}
