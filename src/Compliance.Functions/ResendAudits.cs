using Compliance.Functions.Auditing;
using Compliance.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions;

/// <summary>Each minute, sends again the messages of audits that have not begun, or wait for slices and stand still: an output leaves after the response, and can be lost.</summary>
public sealed class ResendAudits(Store store, TimeProvider clock, ILogger<ResendAudits> logger)
{
    [Function(nameof(ResendAudits))]
    [QueueOutput("audits")]
    public async Task<string[]> Run([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var tickets = new List<string>();
        await foreach (var message in store.Audits.ResendAsync(Instant.FromDateTimeOffset(clock.GetUtcNow()), cancellationToken))
            tickets.Add(new AuditTicket(message.Vendor, message.Audit).ToString());
        if (tickets.Count > 0) ServiceLog.Resent(logger, tickets.Count);
        return [.. tickets];
    }
}
