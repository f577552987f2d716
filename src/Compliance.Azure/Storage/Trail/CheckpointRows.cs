using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Storage;

/// <summary>The rows of table <c>trail</c> that tell what was signed: checkpoints <c>c…</c>, keys <c>k…</c>, and where signing
/// goes on, <c>s</c>.</summary>
internal static class CheckpointRows
{
    public const string StateKey = "s";

    /// <summary>Row keys of checkpoints lie in <c>[c, d)</c>, those of keys in <c>[k, l)</c>.</summary>
    public const string CheckpointsBegin = "c", CheckpointsEnd = "d", KeysBegin = "k", KeysEnd = "l";

    public static string CheckpointKey(long size) => string.Create(CultureInfo.InvariantCulture, $"c{size:D19}");

    public static string KeyKey(NoteKey key) => "k" + key.KeyIdHex;

    public static TableEntity Checkpoint(string vendor, SignedCheckpoint signed) =>
        new(vendor, CheckpointKey(signed.Checkpoint.Size)) { ["Note"] = signed.Bytes.ToArray() };

    public static TableEntity Key(string vendor, NoteKey key, long first) =>
        new(vendor, KeyKey(key)) { ["Vkey"] = key.ToString(), ["First"] = first };

    public static TableEntity State(string vendor, SignedFrontier state)
    {
        var row = new TableEntity(vendor, StateKey)
        {
            ["Size"] = state.Frontier.Size,
            ["Frontier"] = state.Frontier.ToBytes(),
            ["Root"] = state.Frontier.Root.ToArray(),
            ["Origin"] = state.Origin,
            ["Published"] = state.Published,
        };
        if (state.Edge.Length > 0) row["Edge"] = state.Edge;
        return row;
    }

    /// <exception cref="TrailInconsistentException">The row does not hold a checkpoint of its size.</exception>
    public static StoredCheckpoint ReadCheckpoint(TableEntity row) => Read(row, "checkpoint", () =>
    {
        var signed = SignedCheckpoint.Parse(row.GetBinary("Note") ?? throw new FormatException("it has no note"));
        if (CheckpointKey(signed.Checkpoint.Size) != row.RowKey) throw new FormatException($"it is of size {signed.Checkpoint.Size}");
        return new StoredCheckpoint(signed);
    });

    /// <exception cref="TrailInconsistentException">The row does not hold the key of its id.</exception>
    public static StoredKey ReadKey(TableEntity row) => Read(row, "key", () =>
    {
        var key = NoteKey.Parse(row.GetString("Vkey") ?? throw new FormatException("it has no verifier key"));
        if (KeyKey(key) != row.RowKey) throw new FormatException($"it is of the key {key.KeyIdHex}");
        return new StoredKey(key, row.GetInt64("First") ?? throw new FormatException("it does not say what it signed first"));
    });

    /// <exception cref="TrailInconsistentException">Columns are missing, or do not add up.</exception>
    public static SignedFrontier ReadState(TableEntity row) => Read(row, "state of signing", () =>
    {
        if (row.GetInt64("Size") is not { } size || row.GetBinary("Frontier") is not { } stored || row.GetString("Origin") is not { } origin)
            throw new FormatException("it lacks a column");
        var frontier = MerkleFrontier.Parse(size, stored);
        if (size == 0 || !EntryHash.TryRead(row.GetBinary("Root"), out var root) || frontier.Root != root)
            throw new FormatException("its frontier does not fold to its root");
        return new SignedFrontier(frontier, origin) { Published = row.GetInt64("Published") ?? 0, Edge = row.GetBinary("Edge") ?? [], ETag = row.ETag };
    });

    private static T Read<T>(TableEntity row, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        // A column of another type is the second of these.
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new TrailInconsistentException(row.PartitionKey, $"the {what} in row `{row.RowKey}` cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>Up to where a log was signed, and what it takes to go on from there.</summary>
/// <param name="Frontier">Of the entries that the last checkpoint covers.</param>
internal sealed record SignedFrontier(MerkleFrontier Frontier, string Origin)
{
    public long Size => Frontier.Size;

    /// <summary>Largest size that was handed to archive and witnesses; 0: none.</summary>
    public long Published { get; init; }

    /// <summary>Hashes of the unfinished tiles of levels 1 and up, one level after the other. Derived, never believed, may be absent.</summary>
    public byte[] Edge { get; init; } = [];

    /// <summary>Version of the row; null: there is none yet.</summary>
    public ETag? ETag { get; init; }
}

/// <param name="First">Size of the first checkpoint that it signed.</param>
internal sealed record StoredKey(NoteKey Key, long First);
