namespace Compliance.Trail;

/// <summary>The append-only logs, one for each vendor.</summary>
/// <remarks>
/// The guarantee of every implementation:
/// <list type="bullet">
/// <item>An append is atomic: all of its entries are in the log at consecutive indexes, or none is.</item>
/// <item>It happens exactly once for its operation key, however often and by however many it is asked for; each gets the same position.</item>
/// <item>When it returns, the entries are durable and the log's root covers them. When it throws, they may be there or not:
/// asking again with the same key and entries is always right.</item>
/// <item>Nothing that is in the log is ever changed or removed through it, and it does not write to a log that contradicts itself.</item>
/// </list>
/// </remarks>
public interface ITrail
{
    /// <summary>Adds entries to the log of their vendor.</summary>
    /// <param name="vendor">Vendor id, that of every entry.</param>
    /// <param name="operationKey">Names the act within the vendor's log; a repetition carries the same key and the same entries.</param>
    /// <param name="entries">1 to <see cref="TrailChunks.MaxEntries"/>, within <see cref="TrailChunks.MaxBytes"/>.</param>
    /// <exception cref="TrailInconsistentException">The stored log contradicts itself.</exception>
    /// <exception cref="TrailUnavailableException">The store did not answer in time, or other writers won every race.</exception>
    Task<TrailPosition> AppendAsync(string vendor, string operationKey, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>Size and root of a log as stored; an empty log when nothing was ever appended.</summary>
    /// <exception cref="TrailInconsistentException">The stored log contradicts itself.</exception>
    Task<TrailHead> HeadAsync(string vendor, CancellationToken cancellationToken = default);

    /// <summary>Entries in order from an index on, up to the size the log has when reading begins.</summary>
    /// <exception cref="TrailInconsistentException">An entry is missing, or its bytes are not those of its hash.</exception>
    IAsyncEnumerable<StoredEntry> ReadAsync(string vendor, long from = 0, CancellationToken cancellationToken = default);

    /// <summary>Leaves in order, <c>[from, before)</c>, not parsed.</summary>
    /// <param name="before">At most the size that <see cref="HeadAsync"/> told.</param>
    /// <exception cref="TrailInconsistentException">An entry is missing, or its bytes are not those of its hash.</exception>
    IAsyncEnumerable<TrailLeaf> LeavesAsync(string vendor, long from, long before, CancellationToken cancellationToken = default);
}

/// <summary>Where an append put its entries.</summary>
/// <param name="First">Index of the first, from 0.</param>
/// <param name="Count">How many.</param>
public readonly record struct TrailPosition(long First, int Count);

/// <summary>The state of a log.</summary>
public sealed record TrailHead(long Size, EntryHash Root);

/// <summary>An entry at its place. The index is where it lies, never part of what it says.</summary>
public sealed record StoredEntry(long Index, TrailEntry Entry);

/// <summary>The stored log contradicts itself: it was damaged, rolled back or written by something else. Nothing is
/// appended until a person has looked at it.</summary>
public sealed class TrailInconsistentException : Exception
{
    public TrailInconsistentException(string vendor, string problem, Exception? inner = null)
        : base($"the trail of `{vendor}` is inconsistent: {problem}; nothing was appended. Keep the table as it is and compare it with the last export", inner) =>
        Vendor = vendor;

    public string Vendor { get; }
}

/// <summary>Whether an append happened is unknown, or it did not get its turn. Ask again with the same operation key.</summary>
public sealed class TrailUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The trail was found not to verify, and nothing is appended to it until an operator has decided how it goes on.</summary>
public sealed class TrailHaltedException : Exception
{
    public TrailHaltedException(string vendor, TrailHalt halt)
        : base($"the trail of `{vendor}` is halted since {halt.At}: {halt.Problem.Detail}; nothing was appended. Find out what happened, then decide: `compliance trail resume`, or POST vendors/{vendor}/trail/resume") =>
        (Vendor, Halt) = (vendor, halt);

    public string Vendor { get; }

    public TrailHalt Halt { get; }
}
