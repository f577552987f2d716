using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Assurance;

/// <summary>The attestations of a vendor on one day.</summary>
internal sealed class GivenAttestations
{
    private readonly Dictionary<Attestation, Attestation> _successors = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<AttestationType> _several;

    public GivenAttestations(VendorRecord record, Instant now)
    {
        Record = record;
        Today = now.InZone(record.Access.Timezone).Date;
        Required = RequiredAttestations.Of(record);
        All = record.Attestations?.All ?? [];
        _several = [.. All.CountBy(one => one.Type).Where(count => count.Value > 1).Select(count => count.Key)];
        foreach (var type in All.Where(one => !IsFuture(one)).GroupBy(one => one.Type)) FindSuccessors([.. type]);
    }

    public VendorRecord Record { get; }

    /// <summary>The day in the zone of access.yaml.</summary>
    public LocalDate Today { get; }

    public IReadOnlyList<Requirement> Required { get; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<Attestation> All { get; }

    /// <summary>Those that count today: of no future day, and not replaced. They may have expired.</summary>
    public IEnumerable<Attestation> Current => All.Where(one => !IsFuture(one) && !_successors.ContainsKey(one));

    public bool IsFuture(Attestation attestation) => attestation.Dated > Today;

    public bool HasExpired(Attestation attestation) => attestation.LastDay < Today;

    /// <summary>The newest that replaces it; null when none does.</summary>
    public Attestation? SuccessorOf(Attestation attestation) => _successors.GetValueOrDefault(attestation);

    public string SubjectOf(Attestation attestation) =>
        _several.Contains(attestation.Type) ? $"{attestation.Type.Word}/{attestation.Document}" : attestation.Type.Word;

    private void FindSuccessors(List<Attestation> ofOneType)
    {
        foreach (var old in ofOneType)
            if (ofOneType.Where(one => Replaces(one, old)).MaxBy(one => one.Dated) is { } newer) _successors.Add(old, newer);
    }

    // Last year's report is replaced by this year's, not by one of another site or of a lower level.
    private static bool Replaces(Attestation newer, Attestation old) =>
        newer.Dated > old.Dated
        && (newer.Level == old.Level || newer.Level is "II" or "ROC")
        && Covers(newer.DataClasses, old.DataClasses) && Covers(newer.Services, old.Services) && Covers(newer.Sites, old.Sites);

    private static bool Covers(IReadOnlyList<string>? newer, IReadOnlyList<string>? old) =>
        old is null || (newer is not null && !old.Except(newer, StringComparer.OrdinalIgnoreCase).Any());
}
