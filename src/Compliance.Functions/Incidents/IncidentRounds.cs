using System.Collections.Concurrent;
using Compliance.Functions.Auditing;
using Compliance.Functions.Telemetry;
using Compliance.Handling;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Incidents;

/// <summary>Brings every incident forward that is to be looked at. What goes wrong with one does not stop the others.</summary>
public sealed class IncidentRounds(Store store, IContracts contracts, IncidentAdvance advance, ServiceOptions options, TimeProvider clock, ILogger<IncidentRounds> logger)
{
    // A receiver that does not answer holds up its own incident, and few others.
    private const int AtOnce = 4;

    // What a person has to put right is looked at again.
    private static readonly Duration LookAgain = Duration.FromMinutes(5);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private Duration LeaseTime => Duration.FromTimeSpan(options.VendorLease);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var due = new List<Wakeup>();
        await foreach (var wakeup in store.Incidents.Wakeups.DueAsync(Now, cancellationToken)) due.Add(wakeup);
        // Many cases of a vendor are judged by the same files: they are read once in a round.
        var read = new ConcurrentDictionary<VendorId, Lazy<Task<Contract>>>();
        Task<Contract> ContractOf(VendorId vendor) => read.GetOrAdd(vendor, id => new(() => contracts.OfAsync(id, cancellationToken))).Value;
        var unforeseen = new ConcurrentQueue<Exception>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, atOnce, OneAsync);
        if (!unforeseen.IsEmpty) throw new AggregateException("incidents could not be brought forward, for reasons that nobody foresaw", unforeseen);

        // The round fails for it, after the others have had their turn.
        async ValueTask OneAsync(Wakeup wakeup, CancellationToken stop)
        {
            try
            {
                await AdvanceAsync(wakeup, ContractOf, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                IncidentLog.Unforeseen(logger, failure, wakeup.Vendor.Value, wakeup.Incident);
                unforeseen.Enqueue(failure);
            }
        }
    }

    /// <summary>Brings one incident forward now, if it is to be looked at.</summary>
    /// <returns>False: another is doing so at this moment, or the store did not answer.</returns>
    public async Task<bool> AdvanceAsync(VendorId vendor, string incident, CancellationToken cancellationToken) =>
        await store.Incidents.Wakeups.FindAsync(vendor, incident, cancellationToken) is not { } wakeup
        || await AdvanceAsync(wakeup, id => contracts.OfAsync(id, cancellationToken), cancellationToken);

    private async Task<bool> AdvanceAsync(Wakeup wakeup, Func<VendorId, Task<Contract>> contractOf, CancellationToken cancellationToken)
    {
        var began = Now;
        try
        {
            // Two instances must not send at once.
            var lease = await store.Incidents.LeaseAsync(wakeup.Vendor, wakeup.Incident, $"{Guid.NewGuid():N}", began, LeaseTime, cancellationToken);
            if (lease is null) return false;
            await using var turn = new VendorTurn(lease, LeaseTime, clock);
            using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Lost);
            await SettleAsync(wakeup, contractOf, began, held.Token);
            return true;
        }
        catch (Exception trouble) when (StoreTrouble.Is(trouble) && !cancellationToken.IsCancellationRequested)
        {
            // Still due: the next round tries again.
            IncidentLog.StoreFailed(logger, trouble, wakeup.Vendor.Value, wakeup.Incident, trouble.Message);
            return false;
        }
    }

    private async Task SettleAsync(Wakeup wakeup, Func<VendorId, Task<Contract>> contractOf, Instant began, CancellationToken cancellationToken)
    {
        Instant? next;
        try
        {
            var outcome = await advance.RunAsync(await contractOf(wakeup.Vendor), wakeup.Incident, cancellationToken);
            if (outcome.Overdue > 0) Measures.ClocksOverdue(wakeup.Vendor, outcome.Overdue);
            foreach (var role in outcome.Unreachable) IncidentLog.Unreachable(logger, wakeup.Vendor.Value, wakeup.Incident, role);
            if (outcome.Problem is { } problem) IncidentLog.StepsWait(logger, wakeup.Vendor.Value, wakeup.Incident, problem);
            // A playbook that comes back is noticed, though nobody records anything.
            next = outcome.Problem is null ? outcome.Next : Instant.Min(outcome.Next ?? Instant.MaxValue, Now + LookAgain);
        }
        catch (InputException refused)
        {
            IncidentLog.Refused(logger, wakeup.Vendor.Value, wakeup.Incident, refused.Message);
            next = Now + LookAgain;
        }
        catch (TrailHaltedException halted)
        {
            // It takes no records until an operator has decided; nothing that would have to be recorded is done.
            IncidentLog.TrailHalted(logger, wakeup.Vendor.Value, wakeup.Incident, halted.Message);
            next = Now + LookAgain;
        }
        catch (TrailInconsistentException inconsistent)
        {
            IncidentLog.TrailBroken(logger, inconsistent, wakeup.Vendor.Value, wakeup.Incident);
            next = Now + LookAgain;
        }
        await store.Incidents.Wakeups.SettleAsync(wakeup, began, next, cancellationToken);
    }
}
