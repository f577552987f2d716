using Compliance.Functions.Auditing;
using Compliance.Functions.Slicing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>Settles a slice whose message was delivered five times in vain. The audit goes on without it: what it should have seen there is a finding, and no check of logs passes.</summary>
public sealed class FailSlice(SliceDelivery delivery, ILogger<FailSlice> logger)
{
    [Function(nameof(FailSlice))]
    [QueueOutput("audits")]
    public async Task<string?> Run([QueueTrigger("slices-poison")] string message, CancellationToken cancellationToken)
    {
        if (SliceTicket.TryParse(message, out var ticket)) return await delivery.AbandonAsync(ticket, cancellationToken);
        SliceLog.Malformed(logger, AuditTicket.Shown(message));
        return null;
    }
}
