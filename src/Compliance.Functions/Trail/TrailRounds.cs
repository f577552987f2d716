using Compliance.Checking;
using Compliance.Functions.Auditing;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Trail;

/// <summary>Checks the trail of every vendor, and stops one that does not hold. What goes wrong with one does not stop the others.</summary>
public sealed class TrailRounds(Store store, KnownVendors vendors, TrailCheck check, TrailAlarm alarm, TimeProvider clock, ILogger<TrailRounds> logger)
{
    /// <exception cref="AggregateException">Trails that could not be checked, after all others were.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        var all = await OfTodayAsync(cancellationToken);
        for (var i = 0; i < all.Count; i++)
        {
            var vendor = all[i];
            try
            {
                await OneAsync(vendor, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                foreach (var left in all.Skip(i)) TrailServiceLog.NotReached(logger, left.Value);
                throw;
            }
            catch (Exception failure)
            {
                // Whatever it was: a trail that nobody checked must not look like one that holds.
                TrailServiceLog.Unchecked(logger, failure, vendor.Value, failure.Message);
                failures.Add(failure);
            }
        }
        if (failures.Count > 0) throw new AggregateException("trails could not be checked", failures);
    }

    // A round has half an hour. Each day it begins at the next vendor, so that none is always the one that it does not come to.
    private async Task<List<VendorId>> OfTodayAsync(CancellationToken cancellationToken)
    {
        var all = new List<VendorId>();
        await foreach (var vendor in vendors.AllAsync(cancellationToken)) all.Add(vendor);
        return Rotated([.. all.OrderBy(vendor => vendor.Value, StringComparer.Ordinal)], Instant.FromDateTimeOffset(clock.GetUtcNow()));
    }

    internal static List<VendorId> Rotated(IReadOnlyList<VendorId> vendors, Instant now)
    {
        if (vendors.Count == 0) return [];
        var first = (int)(now.ToUnixTimeSeconds() / (long)Duration.FromDays(1).TotalSeconds % vendors.Count);
        return [.. vendors.Skip(first), .. vendors.Take(first)];
    }

    private async Task OneAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var result = await check.RunAsync(vendor, cancellationToken);
        if (result.ArchiveTrouble is { } trouble) TrailServiceLog.ArchiveSilent(logger, vendor.Value, trouble);
        if (await store.Halts.FindAsync(vendor, cancellationToken) is { } halt)
        {
            TrailServiceLog.StillHalted(logger, vendor.Value, halt.At, halt.Problem.Detail, result.ProblemsInAll);
            return;
        }
        // Whoever resumed it may have been killed before, or may be a program that opens none.
        if (result.Halted is { } halted) await alarm.OpenLateAsync(vendor, halted, cancellationToken);
        if (result.Undecided is { } problem)
        {
            TrailServiceLog.Broken(logger, vendor.Value, result.ProblemsInAll, problem.Kind, problem.Place, problem.Index, problem.Detail);
            await alarm.RaiseAsync(vendor, problem, cancellationToken);
        }
        else if (result.ProblemsInAll > 0)
        {
            TrailServiceLog.Decided(logger, vendor.Value, result.ProblemsInAll, result.Problems[0].Detail);
        }
        else
        {
            TrailServiceLog.Holds(logger, vendor.Value, result.Size, result.Root?.ToString(), result.Checkpoints, result.Took.TotalSeconds);
        }
    }
}
