using Compliance.Findings;
using Compliance.Resources.Catalogue;
using Compliance.Resources.Paths;

namespace Compliance.Resources.Judging;

/// <summary>What one check says of one resource.</summary>
/// <param name="Reason">What was seen and expected, or why it cannot be told or does not apply; null when it passes as found.</param>
/// <param name="Path">The path that was judged.</param>
/// <param name="Found">What stands there; of no use after the next check.</param>
internal readonly record struct CheckOutcome(CheckReading Reading, Verdict Verdict, string? Reason, ResourcePath Path, List<PathMatch> Found);

/// <summary>Takes outcomes: for each resource in the order of the snapshots, its checks in the order of the catalogue.</summary>
internal interface IOutcomeSink
{
    void Take(Snapshots.Resource resource, in CheckOutcome outcome);
}
