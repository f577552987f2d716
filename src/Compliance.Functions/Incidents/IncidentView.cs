using Compliance.Handling;
using Compliance.Storage;
using NodaTime;

namespace Compliance.Functions.Incidents;

/// <summary>An incident as it stands at this moment. A contract that cannot be read hides the clocks, never the ledger.</summary>
public sealed class IncidentView(IContracts contracts, TimeProvider clock)
{
    /// <returns>The case, or why there is none.</returns>
    public async Task<(IncidentCase? Case, string? Problem)> OfAsync(StoredIncident stored, CancellationToken cancellationToken)
    {
        try
        {
            var contract = await contracts.OfAsync(stored.Head.Vendor, cancellationToken);
            return (IncidentCase.Of(stored.Incident, contract, Instant.FromDateTimeOffset(clock.GetUtcNow())), null);
        }
        catch (InputException unreadable)
        {
            return (null, unreadable.Message);
        }
    }
}
