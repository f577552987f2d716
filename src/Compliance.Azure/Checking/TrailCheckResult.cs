using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Checking;

/// <summary>What came of recomputing a vendor's log from its rows.</summary>
public sealed record TrailCheckResult
{
    public required VendorId Vendor { get; init; }

    /// <summary>Entries that the head says there are; of a head that cannot be read, those that follow one another from the first.</summary>
    public required long Size { get; init; }

    /// <summary>The root over the rows as they are; null: entries are missing, and there is none.</summary>
    public required EntryHash? Root { get; init; }

    /// <summary>Entries that were read.</summary>
    public required long Entries { get; init; }

    /// <summary>Signed checkpoints that were compared.</summary>
    public required long Checkpoints { get; init; }

    /// <summary>Those with the lowest indexes, by index; problems without one come last. At most <see cref="TrailCheck.MostProblems"/>.</summary>
    public required IReadOnlyList<TrailProblem> Problems { get; init; }

    /// <summary>How many were found.</summary>
    public required long ProblemsInAll { get; init; }

    /// <summary>Problems that entries <c>trail resumed</c> speak of: an operator has decided how the log goes on in spite of them.</summary>
    public required IReadOnlyList<TrailProblem> Decided { get; init; }

    /// <summary>When the log was halted that the last entry <c>trail resumed</c> let go on; null: it never was, or the entry does not say when.</summary>
    public Instant? Halted { get; init; }

    /// <summary>Why the newest checkpoint of the archive was not compared; null: it was, or there is no archive.</summary>
    public string? ArchiveTrouble { get; init; }

    public required Duration Took { get; init; }

    // How many problems last whatever is decided, and the words that name exactly these.
    internal (long Count, string Mark) Lasting { get; init; }

    /// <summary>The first problem for which a log must be halted: its detail names all that are there to be decided about. Null: there is none,
    /// or somebody has decided about all of them.</summary>
    public TrailProblem? Undecided
    {
        get
        {
            if (Problems.Count == 0 || (Lasting.Count == ProblemsInAll && IsDecided())) return null;
            var first = Problems[0];
            return ProblemsInAll > 1 ? first with { Detail = $"{first.Detail}; {Lasting.Mark}" } : first;
        }
    }

    private bool IsDecided() =>
        Decided.Any(decided => decided.Detail.EndsWith(Lasting.Mark, StringComparison.Ordinal) || (Lasting.Count == 1 && IsSame(decided, Problems[0])));

    // What a problem is in words may be said otherwise by a later version.
    private static bool IsSame(TrailProblem decided, TrailProblem problem) =>
        (decided.Kind, decided.Index, decided.Place) == (problem.Kind, problem.Index, problem.Place);
}
