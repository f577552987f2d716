using Compliance.Functions.Incidents;
using Compliance.Functions.Telemetry;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Trail;

/// <summary>What happens when a trail does not hold: a suspicion is opened and brought forward, so that people are told, and the trail is
/// halted. In this order, as a halted trail takes no entry; killed between the two, the next check does both again, and the suspicion
/// of a day is one.</summary>
public sealed class TrailAlarm(
    Store store, SuspicionOpening suspicions, CompanyPlaybooks playbooks, IncidentRounds incidents, TimeProvider clock, ILogger<TrailAlarm> logger)
{
    private const int Turns = 5;
    private static readonly TimeSpan TurnPause = TimeSpan.FromSeconds(1);

    public async Task RaiseAsync(VendorId vendor, TrailProblem problem, CancellationToken cancellationToken)
    {
        var found = Instant.FromDateTimeOffset(clock.GetUtcNow());
        try
        {
            var incident = await OpenAsync(vendor, found, cancellationToken);
            await TellAsync(vendor, incident, cancellationToken);
        }
        catch (Exception unusable) when (unusable is TrailInconsistentException or TrailHaltedException or InputException)
        {
            // It takes no entry any more, halted or not: the suspicion is opened when it is resumed.
            TrailServiceLog.NotSuspected(logger, unusable, vendor.Value);
        }
        // Whatever else it was: a trail that does not hold must not grow until somebody has mended that.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            TrailServiceLog.NotTold(logger, failure, vendor.Value, failure.Message);
        }
        finally
        {
            // Also when the round is called off meanwhile: this is short, and the next round is tomorrow.
            await store.Halts.HaltAsync(vendor, new TrailHalt(found, problem), CancellationToken.None);
            TrailServiceLog.Halted(logger, vendor.Value);
            Measures.TrailHalted(vendor);
        }
    }

    /// <summary>Opens the suspicion of a trail that goes on again, if it is not open. That it cannot be is logged: the trail goes on all the same, and
    /// the next check tries again.</summary>
    /// <param name="found">When the trail was found not to hold.</param>
    public async Task OpenLateAsync(VendorId vendor, Instant found, CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(vendor, found, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            TrailServiceLog.NotOpened(logger, failure, vendor.Value, failure.Message);
        }
    }

    // If it is not open: of the day on which the trail was found not to hold.
    private async Task<string> OpenAsync(VendorId vendor, Instant found, CancellationToken cancellationToken)
    {
        var draft = Suspicions.OfBrokenTrail(found);
        foreach (var opened in await suspicions.OpenAsync(vendor, [draft], playbooks.Read(), cancellationToken))
            IncidentLog.Opened(logger, vendor.Value, opened);
        return draft.Id;
    }

    // Whoever has the incident at this moment tells people as well; the halt need not wait for long.
    private async Task TellAsync(VendorId vendor, string incident, CancellationToken cancellationToken)
    {
        for (var turn = 1; !await incidents.AdvanceAsync(vendor, incident, cancellationToken) && turn < Turns; turn++)
            await Task.Delay(TurnPause, clock, cancellationToken);
    }
}
