using Compliance.Functions.Auditing;
using Compliance.Storage;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace Compliance.Functions;

/// <summary>At each tick of the schedule, orders an audit of every vendor. Nothing is audited here.</summary>
public sealed class RunScheduledAudits(Store store, KnownVendors vendors, ServiceOptions options, TimeProvider clock)
{
    [Function(nameof(RunScheduledAudits))]
    [QueueOutput("audits")]
    public async Task<string[]> Run([TimerTrigger("%AuditSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var due = Schedule.DueOf(timer, Instant.FromDateTimeOffset(clock.GetUtcNow()));
        var tickets = new List<string>();
        await foreach (var vendor in vendors.AllAsync(cancellationToken))
        {
            var order = await store.Audits.PlaceAsync(Schedule.OrderOf(options.AuditSchedule, due, vendor), cancellationToken);
            if (order.Run is { State: RunState.NotStarted } run) tickets.Add(AuditTicket.Of(run).ToString());
        }
        return [.. tickets];
    }
}
