using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Export;

/// <summary>What is exported: entries <c>[From, To)</c> of a vendor's log, with the checkpoint that proves them.</summary>
public sealed record ExportRequest
{
    /// <summary>Vendor id.</summary>
    public required string Vendor { get; init; }

    /// <summary>First entry, from 0; at most the checkpoint's size.</summary>
    public long From { get; init; }

    /// <summary>Before which entry it ends. What lies beyond the checkpoint's size is the unsigned tail.</summary>
    public required long To { get; init; }

    /// <summary>The latest signed checkpoint, of a size S.</summary>
    public required SignedCheckpoint Checkpoint { get; init; }

    /// <summary>Every key that ever signed this log, the current one first.</summary>
    public required IReadOnlyList<NoteKey> Keys { get; init; }

    /// <summary>Leaves <c>[from, before)</c> in order. May be asked for several times, and gives the same each time.</summary>
    public required Func<long, long, CancellationToken, IAsyncEnumerable<TrailLeaf>> Leaves { get; init; }

    /// <summary>The log's tree; needed when not the whole log up to S is exported. Not believed: of several, asked in turn, the
    /// first is taken that agrees with the checkpoint.</summary>
    public IReadOnlyList<ITiles> Tiles { get; init; } = [];

    /// <summary>What pseudonyms stand for; null: the export names nobody.</summary>
    public ExportNames? Names { get; init; }

    /// <summary>Checkpoints that a timestamping authority has confirmed, of sizes up to S, in order.</summary>
    public Func<CancellationToken, IAsyncEnumerable<ExportTimestamp>>? Timestamps { get; init; }

    /// <summary>Told now and then how far it is.</summary>
    public IProgress<ExportProgress>? Progress { get; init; }
}

/// <summary>Names behind pseudonyms, from where they may be deleted.</summary>
/// <param name="FindAsync">The name of one; null: unknown, or deleted.</param>
/// <param name="AllAsync">All of the vendor, in ordinal order of their pseudonyms.</param>
public sealed record ExportNames(
    Func<string, CancellationToken, Task<string?>> FindAsync,
    Func<CancellationToken, IAsyncEnumerable<PseudonymName>> AllAsync);

/// <summary>A pseudonym and what it stands for.</summary>
public readonly record struct PseudonymName(string Pseudonym, string Name);

/// <summary>A checkpoint and an RFC 3161 token over its bytes.</summary>
public sealed record ExportTimestamp(SignedCheckpoint Checkpoint, ReadOnlyMemory<byte> Token);

/// <summary>How far an export is.</summary>
/// <param name="Done">Entries read; those that are read twice count twice.</param>
/// <param name="Total">Entries to read in all.</param>
public readonly record struct ExportProgress(long Done, long Total);
