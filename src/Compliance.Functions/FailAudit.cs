using Compliance.Functions.Auditing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>Ends an audit whose message was delivered five times in vain: nobody waits for it any longer.</summary>
public sealed class FailAudit(AuditDelivery delivery, Announcement announcement, ILogger<FailAudit> logger)
{
    [Function(nameof(FailAudit))]
    public async Task Run([QueueTrigger("audits-poison")] string message, CancellationToken cancellationToken)
    {
        if (!AuditTicket.TryParse(message, out var ticket))
        {
            ServiceLog.Malformed(logger, AuditTicket.Shown(message));
            return;
        }
        if (await delivery.AbandonAsync(ticket, cancellationToken) is { } run) announcement.Write(run);
    }
}
