namespace Compliance.Vendors;

/// <summary>A word of <c>required</c>: a type of attestation, at a level or at any.</summary>
public sealed record AttestationDemand
{
    /// <summary>Every word there is.</summary>
    public static IReadOnlyList<AttestationDemand> All { get; } =
    [
        .. AttestationType.All.Select(type => new AttestationDemand(type.Word, type, null)),
        new("soc2-type2", AttestationType.Soc2, "II"),
        new("pci-roc", AttestationType.PciAoc, "ROC"),
    ];

    private AttestationDemand(string word, AttestationType type, string? level) => (Word, Type, Level) = (word, type, level);

    public string Word { get; }
    public AttestationType Type { get; }

    /// <summary>Null: any.</summary>
    public string? Level { get; }

    public static AttestationDemand? Find(string word) => All.FirstOrDefault(demand => demand.Word == word);

    public bool IsMetBy(Attestation attestation) => attestation.Type == Type && (Level is null || attestation.Level == Level);
}

/// <summary>One entry of <c>required</c>.</summary>
/// <param name="AnyOf">At least one, any of which is enough.</param>
public sealed record RequiredAttestation(IReadOnlyList<AttestationDemand> AnyOf)
{
    /// <exception cref="ArgumentException">A word is none of <see cref="AttestationDemand.All"/>.</exception>
    public static RequiredAttestation Of(params IEnumerable<string> words) =>
        new([.. words.Select(word => AttestationDemand.Find(word) ?? throw new ArgumentException($"`{word}` names no attestation", nameof(words)))]);

    public bool IsMetBy(Attestation attestation) => AnyOf.Any(demand => demand.IsMetBy(attestation));

    public bool IsOfType(AttestationType type) => AnyOf.Any(demand => demand.Type == type);

    public override string ToString() => string.Join(" or ", AnyOf.Select(demand => demand.Word));
}
