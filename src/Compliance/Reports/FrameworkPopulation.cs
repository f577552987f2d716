using Compliance.Evidence;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>What a report by framework rests on: the period, and the evidence of each kind.</summary>
/// <param name="From">Where the period begins: the window's begin, or the first record where the window is open; null when neither is known.</param>
/// <param name="To">Where it ends, likewise.</param>
/// <param name="Basis">What said so: <c>window</c>, <c>evidence</c>, or <c>window and evidence</c> when each gave one end.</param>
/// <param name="Sources">In the order of the audit.</param>
/// <param name="Kinds">In the order in which they first appear.</param>
public sealed record FrameworkPopulation(
    Instant? From, Instant? To, string Basis, IReadOnlyList<SourceSummary> Sources, IReadOnlyList<EvidenceOfKind> Kinds)
{
    public static FrameworkPopulation Of(AuditResult result)
    {
        var (from, to) = (result.Audit.From, result.Audit.To);
        return new(
            from ?? result.Evidence.Min(source => source.First),
            to ?? result.Evidence.Max(source => source.Last),
            (from, to) switch
            {
                (null, null) => "evidence",
                ({ }, { }) => "window",
                _ => "window and evidence",
            },
            result.Evidence,
            [.. result.Evidence.GroupBy(source => source.Kind, StringComparer.Ordinal).Select(kind => EvidenceOfKind.Of(kind.Key, [.. kind]))]);
    }
}

/// <summary>The evidence of one kind, added up.</summary>
/// <param name="Kind">As in <see cref="SourceSummary.Kind"/>.</param>
/// <param name="Sources">How many files, vaults, endpoints' probes …</param>
/// <param name="InScope">Records that were accepted, are no duplicates and are in scope: those that the rules judged, as far as they lie in the window.</param>
public sealed record EvidenceOfKind(
    string Kind, int Sources, long Records, long Rejected, long Duplicates, long OutOfScope, long InScope, Instant? First, Instant? Last)
{
    internal static EvidenceOfKind Of(string kind, IReadOnlyList<SourceSummary> sources) => new(
        kind,
        sources.Count,
        sources.Sum(source => source.Records),
        sources.Sum(source => source.Rejected),
        sources.Sum(source => source.Duplicates),
        sources.Sum(source => source.OutOfScope),
        sources.Sum(source => source.Accepted + source.FurtherEvents - source.Duplicates - source.OutOfScope),
        sources.Min(source => source.First),
        sources.Max(source => source.Last));
}
