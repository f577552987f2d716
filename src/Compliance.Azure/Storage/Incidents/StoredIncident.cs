using Compliance.Incidents;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>A record at its place.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Index">Of its entry in the vendor's trail; null: the entry is not in yet.</param>
internal sealed record StoredRecord(int Number, IncidentRecord Record, long? Index);

/// <summary>An incident of which every record is in the trail.</summary>
/// <param name="Indexes">Of the records' entries in the vendor's trail, in order.</param>
public sealed record StoredIncident(IncidentHead Head, Incident Incident, IReadOnlyList<long> Indexes)
{
    /// <summary>Under what key its entries are; asked for by those who need it, so that a case can be read when the key is gone.</summary>
    public required Func<CancellationToken, Task<Pseudonyms>> Keys { get; init; }
}

/// <summary>What became of an act.</summary>
public enum AppendOutcome
{
    Appended,

    /// <summary>It was done before, under the same key: nothing was added.</summary>
    Repeated,

    /// <summary>The key was used for another act: nothing was added.</summary>
    KeyReused,
}

/// <param name="First">Number of the first record that the act added, now or the first time.</param>
/// <param name="Count">How many it added; 0: there was nothing to add.</param>
public sealed record AppendResult(AppendOutcome Outcome, StoredIncident Stored, int First, int Count);
