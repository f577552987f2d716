using Compliance.Findings;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Everything that is judged beside the logs. Adding a kind of evidence means adding its line here.</summary>
internal static class EveryInspection
{
    /// <param name="now">The audit's now; null: there is no instant to judge by.</param>
    public static IReadOnlyList<Inspection> Of(AuditRequest request, Instant? now, CancellationToken cancellation)
    {
        var (folder, record) = (request.Folder, request.Record);
        cancellation.ThrowIfCancellationRequested();
        Inspection[] all =
        [
            TransitInspection.Inspect(folder, record.Vendor, now, request.Started ?? now),
            ResourcesInspection.Inspect(folder, record.Vendor, now, cancellation),
            VaultInspection.Inspect(folder, record.Vendor),
            AssuranceInspection.Inspect(folder, record, now),
            IncidentInspection.Inspect(folder, record.Vendor),
        ];
        return [.. all.Where(inspection => inspection.Checks.Count > 0)];
    }
}
