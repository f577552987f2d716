using Azure;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>An incident as the register lists it, with how far its ledger goes.</summary>
public sealed record IncidentHead
{
    public required VendorId Vendor { get; init; }
    public required string Id { get; init; }

    /// <summary>Records that were appended.</summary>
    public required int Size { get; init; }

    /// <summary>Records whose entry is in the trail: only they count. The rest, if any, is what the last append added.</summary>
    public required int Sealed { get; init; }
    public required Stage Stage { get; init; }
    public required string Title { get; init; }
    public required Instant Opened { get; init; }
    public required string OpenedBy { get; init; }

    /// <summary>The rule whose finding opened it; null: a person did.</summary>
    public string? Rule { get; init; }
    public string? Playbook { get; init; }

    /// <summary>Whether somebody decided to tell anybody; null: nobody has decided.</summary>
    public bool? Notify { get; init; }
    public string? DecidedBy { get; init; }
    public Instant? Closed { get; init; }

    /// <summary>Clocks that ran out.</summary>
    public int Overdue { get; init; }

    /// <summary>Version of the row.</summary>
    public ETag ETag { get; init; }

    /// <summary>The head after an append: what the register shows follows from the records.</summary>
    internal static IncidentHead Of(VendorId vendor, string id, IReadOnlyList<IncidentRecord> records, int @sealed)
    {
        var opened = records[0] as Opened ?? throw new ArgumentException("the first record of an incident is that it was opened", nameof(records));
        var decided = records.OfType<Decided>().LastOrDefault();
        var stage = records.OfType<StageChanged>().LastOrDefault();
        return new()
        {
            Vendor = vendor,
            Id = id,
            Size = records.Count,
            Sealed = @sealed,
            Stage = stage?.To ?? opened.Stage,
            Title = opened.Title,
            Opened = opened.At,
            OpenedBy = opened.By,
            Rule = opened.Rule,
            Playbook = opened.Playbook,
            Notify = decided?.Notify,
            DecidedBy = decided?.By,
            Closed = stage is { To: Stage.Closed } ? stage.At : null,
            Overdue = records.OfType<Overdue>().Select(overdue => overdue.Clock).Distinct(StringComparer.Ordinal).Count(),
        };
    }
}
