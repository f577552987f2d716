using Compliance.Functions.Auditing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>Performs an audit that was asked for. Binds text: a message that cannot be read is dropped here, not delivered five times.</summary>
public sealed class RunAudit(AuditDelivery delivery, Announcement announcement, ILogger<RunAudit> logger)
{
    [Function(nameof(RunAudit))]
    public async Task Run([QueueTrigger("audits")] string message, CancellationToken cancellationToken)
    {
        if (!AuditTicket.TryParse(message, out var ticket))
        {
            ServiceLog.Malformed(logger, AuditTicket.Shown(message));
            return;
        }
        if (await delivery.RunAsync(ticket, cancellationToken) is { } run) announcement.Write(run);
        else ServiceLog.Waiting(logger, ticket.ToString());
    }
}
