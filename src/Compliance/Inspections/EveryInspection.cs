using Compliance.Evidence;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Everything that is judged beside the logs. Adding a kind of evidence means adding its line here.</summary>
internal static class EveryInspection
{
    /// <param name="now">The audit's now; null: there is no instant to judge by.</param>
    public static IReadOnlyList<Inspection> Of(AuditRequest request, Instant? now, CancellationToken cancellation)
    {
        var (folder, record) = (new OwnEvidence(request.Folder, request.Id), request.Record);
        cancellation.ThrowIfCancellationRequested();
        Inspection[] all =
        [
            TransitInspection.Inspect(folder, record.Vendor, now, request.Started),
            ResourcesInspection.Inspect(folder, record.Vendor, now, cancellation),
            VaultInspection.Inspect(folder, record.Vendor),
            EntitlementsInspection.Inspect(folder, record, now, Latest(now, request.Started), cancellation),
            AssuranceInspection.Inspect(folder, record, now),
            IncidentInspection.Inspect(folder, record.Vendor),
        ];
        return [.. all.Where(inspection => inspection.Checks.Count > 0)];
    }

    private static Instant? Latest(Instant? one, Instant? other) => one is { } first && other is { } second ? Instant.Max(first, second) : one ?? other;
}
