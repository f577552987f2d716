using Compliance.Functions.Http;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Trail;

/// <summary>Lets a halted trail go on, and opens the suspicion that it could not take when it was halted.</summary>
public sealed class TrailResumption(Store store, TrailDecisions decisions, TrailAlarm alarm, ILogger<TrailResumption> logger)
{
    /// <returns>Where the entry lies that says so, or why the trail stays halted.</returns>
    public async Task<(TrailPosition? Position, IResult? Problem)> ResumeAsync(
        VendorId vendor, TrailDecision decision, string reason, string person, CancellationToken cancellationToken)
    {
        if (await store.Halts.FindAsync(vendor, cancellationToken) is not { } halt)
            return (null, Problem.Of(409, "trail-not-halted", $"the trail of `{vendor}` is not halted: there is nothing to decide"));
        TrailPosition position;
        try
        {
            position = await decisions.ResumeAsync(vendor, decision, reason, person, cancellationToken);
        }
        catch (InputException refused)
        {
            return (null, Problem.Of(422, "decision-refused", refused.Message));
        }
        TrailServiceLog.Resumed(logger, vendor.Value, $"{decision}", position.First);
        await alarm.OpenLateAsync(vendor, halt.At, cancellationToken);
        return (position, null);
    }
}
