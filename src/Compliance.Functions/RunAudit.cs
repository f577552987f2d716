using Compliance.Functions.Auditing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>Performs an audit that was asked for. Binds text: a message that cannot be read is dropped here, not delivered five times.</summary>
public sealed class RunAudit(AuditDelivery delivery, Announcement announcement, ILogger<RunAudit> logger)
{
    /// <returns>The slices that are to be read first, where the logs are too many for one piece.</returns>
    [Function(nameof(RunAudit))]
    [QueueOutput("slices")]
    public async Task<string[]> Run([QueueTrigger("audits")] string message, CancellationToken cancellationToken)
    {
        if (!AuditTicket.TryParse(message, out var ticket))
        {
            ServiceLog.Malformed(logger, AuditTicket.Shown(message));
            return [];
        }
        var outcome = await delivery.RunAsync(ticket, cancellationToken);
        if (outcome.Ended is { } run) announcement.Write(run);
        else if (outcome.Slices is []) ServiceLog.Waiting(logger, ticket.ToString());
        return [.. outcome.Slices];
    }
}
