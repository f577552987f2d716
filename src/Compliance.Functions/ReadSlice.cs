using Compliance.Functions.Auditing;
using Compliance.Functions.Slicing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions;

/// <summary>Reads one slice of the logs of a large audit. Whoever reads the last one asks for the audit again.</summary>
public sealed class ReadSlice(SliceDelivery delivery, ILogger<ReadSlice> logger)
{
    [Function(nameof(ReadSlice))]
    [QueueOutput("audits")]
    public async Task<string?> Run([QueueTrigger("slices")] string message, CancellationToken cancellationToken)
    {
        if (SliceTicket.TryParse(message, out var ticket)) return await delivery.RunAsync(ticket, cancellationToken);
        SliceLog.Malformed(logger, AuditTicket.Shown(message));
        return null;
    }
}
