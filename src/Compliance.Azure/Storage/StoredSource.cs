using Compliance.Evidence;

namespace Compliance.Storage;

/// <summary>What one file of an audit's evidence held.</summary>
internal sealed record StoredSource
{
    public required string Source { get; init; }
    public required string Kind { get; init; }
    public required string Format { get; init; }
    public required string Method { get; init; }
    public long? CollectedAt { get; init; }
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }
    public long Records { get; init; }
    public long Accepted { get; init; }
    public long Rejected { get; init; }
    public long FurtherEvents { get; init; }
    public long Duplicates { get; init; }
    public long Conflicts { get; init; }
    public long OutOfScope { get; init; }
    public long UnknownOutcomes { get; init; }
    public long? First { get; init; }
    public long? Last { get; init; }
    public List<RejectedSample> Samples { get; init; } = [];

    public static StoredSource Of(SourceSummary source) => new()
    {
        Source = source.Source,
        Kind = source.Kind,
        Format = source.Format,
        Method = source.Method,
        CollectedAt = source.CollectedAt?.ToUnixTimeTicks(),
        Sha256 = source.Sha256,
        Bytes = source.Bytes,
        Records = source.Records,
        Accepted = source.Accepted,
        Rejected = source.Rejected,
        FurtherEvents = source.FurtherEvents,
        Duplicates = source.Duplicates,
        Conflicts = source.Conflicts,
        OutOfScope = source.OutOfScope,
        UnknownOutcomes = source.UnknownOutcomes,
        First = source.First?.ToUnixTimeTicks(),
        Last = source.Last?.ToUnixTimeTicks(),
        Samples = [.. source.RejectedSamples],
    };

    public SourceSummary ToSource() => new()
    {
        Source = Source,
        Kind = Kind,
        Format = Format,
        Method = Method,
        CollectedAt = StoredTime.Read(CollectedAt),
        Sha256 = Sha256,
        Bytes = Bytes,
        Records = Records,
        Accepted = Accepted,
        Rejected = Rejected,
        FurtherEvents = FurtherEvents,
        Duplicates = Duplicates,
        Conflicts = Conflicts,
        OutOfScope = OutOfScope,
        UnknownOutcomes = UnknownOutcomes,
        First = StoredTime.Read(First),
        Last = StoredTime.Read(Last),
        RejectedSamples = Samples,
    };
}
