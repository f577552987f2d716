using System.Collections.Frozen;

namespace Compliance.Functions.Describing;

/// <summary>Every function that is asked over HTTP, described.</summary>
internal static class Operations
{
    public static IReadOnlyList<(string Room, Operation Operation)> All { get; } =
    [
        .. Of("Vendors", VendorOperations.All), .. Of("Audits", AuditOperations.All), .. Of("Findings", FindingOperations.All),
        .. Of("Incidents", IncidentOperations.All), .. Of("Trail", TrailOperations.All), .. Of("Service", ServiceOperations.All),
    ];

    private static readonly FrozenDictionary<string, Operation> ByFunction = All.ToFrozenDictionary(one => one.Operation.Function, one => one.Operation, StringComparer.Ordinal);

    /// <summary>That of a function.</summary>
    /// <exception cref="KeyNotFoundException">It is not described.</exception>
    public static Operation Of(string function) => ByFunction[function];

    private static IEnumerable<(string, Operation)> Of(string room, IEnumerable<Operation> operations) => operations.Select(operation => (room, operation));
}
