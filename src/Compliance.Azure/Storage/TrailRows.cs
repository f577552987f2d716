using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>The rows of table <c>trail</c>; FORMAT.md, beside the core's trail, says what each column means.</summary>
internal static class TrailRows
{
    public const string HeadKey = "h";

    /// <summary>Row keys of entries lie in <c>[e, f)</c>.</summary>
    public const string EntriesBegin = "e", EntriesEnd = "f";

    private const int Format = 1;

    public static string EntryKey(long index) => string.Create(CultureInfo.InvariantCulture, $"e{index:D19}");

    public static string Operation(string operationKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationKey)));

    public static string MarkerKey(string operation) => "b" + operation;

    /// <summary>Marker, head, entries, in this order: operations of a transaction are carried out one after the other, so a
    /// repetition fails at its marker before it could fail at a head that has moved on.</summary>
    public static List<TableTransactionAction> Append(string vendor, string operation, IReadOnlyList<TrailEntry> entries, LogState log, MerkleFrontier next)
    {
        var head = Head(vendor, next);
        var actions = new List<TableTransactionAction>(entries.Count + 2)
        {
            new(TableTransactionActionType.Add, Marker(vendor, operation, log.Frontier.Size, entries)),
            log.ETag is { } etag
                ? new(TableTransactionActionType.UpdateReplace, head, etag)
                : new(TableTransactionActionType.Add, head),
        };
        for (var i = 0; i < entries.Count; i++)
            actions.Add(new(TableTransactionActionType.Add, Entry(vendor, log.Frontier.Size + i, entries[i], operation)));
        return actions;
    }

    /// <summary>The state that a head row tells.</summary>
    /// <exception cref="FormatException">Columns are missing, or the frontier does not fold to the root.</exception>
    public static LogState ReadHead(TableEntity row)
    {
        if (row.GetInt32("Fmt") is not Format) throw new FormatException($"it is not of format {Format}");
        if (row.GetInt64("Size") is not { } size || row.GetBinary("Frontier") is not { } stored) throw new FormatException("it lacks a column");
        if (!EntryHash.TryRead(row.GetBinary("Root"), out var root)) throw new FormatException("its root is not 32 bytes");
        var frontier = MerkleFrontier.Parse(size, stored);
        if (size == 0 || frontier.Root != root) throw new FormatException("its frontier does not fold to its root");
        return new LogState(frontier, row.ETag);
    }

    /// <summary>The position that a marker tells, if it stands for these entries.</summary>
    /// <exception cref="FormatException">Columns are missing.</exception>
    /// <exception cref="InvalidOperationException">The operation key was used for other entries.</exception>
    public static TrailPosition ReadMarker(TableEntity row, string operationKey, IReadOnlyList<TrailEntry> entries)
    {
        if (row.GetInt64("First") is not { } first || row.GetInt32("Count") is not { } count || row.GetBinary("Leaves") is not { } leaves)
            throw new FormatException($"the marker `{row.RowKey}` lacks a column");
        if (!leaves.AsSpan().SequenceEqual(Digest(entries)))
            throw new InvalidOperationException($"the operation `{operationKey}` is in the trail with other entries: an act that is repeated must say the same");
        return new(first, count);
    }

    /// <summary>The entry of a row.</summary>
    /// <exception cref="FormatException">Its bytes are no leaf, or not those of its hash.</exception>
    public static TrailEntry ReadEntry(TableEntity row)
    {
        var leaf = row.GetBinary("D") ?? throw new FormatException($"the entry `{row.RowKey}` has no bytes");
        var entry = TrailEntry.Parse(leaf);
        if (!EntryHash.TryRead(row.GetBinary("L"), out var hash) || hash != entry.Hash)
            throw new FormatException($"the bytes of entry `{row.RowKey}` are not those of its hash");
        return entry;
    }

    private static TableEntity Head(string vendor, MerkleFrontier frontier) => new(vendor, HeadKey)
    {
        ["Fmt"] = Format,
        ["Size"] = frontier.Size,
        ["Root"] = frontier.Root.ToArray(),
        ["Frontier"] = frontier.ToBytes(),
    };

    private static TableEntity Marker(string vendor, string operation, long first, IReadOnlyList<TrailEntry> entries) => new(vendor, MarkerKey(operation))
    {
        ["First"] = first,
        ["Count"] = entries.Count,
        ["Leaves"] = Digest(entries),
    };

    private static TableEntity Entry(string vendor, long index, TrailEntry entry, string operation)
    {
        var row = new TableEntity(vendor, EntryKey(index))
        {
            ["D"] = entry.Leaf.ToArray(),
            ["L"] = entry.Hash.ToArray(),
            ["Op"] = operation,
            ["Ts"] = entry.Time.ToDateTimeOffset(),
            ["Type"] = entry.Type,
        };
        if (entry.Audit is not null) row["Audit"] = entry.Audit;
        return row;
    }

    // SHA-256 over the leaf hashes in order: tells an act repeated from another under its key.
    private static byte[] Digest(IReadOnlyList<TrailEntry> entries)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries) digest.AppendData(entry.Hash.Bytes);
        return digest.GetHashAndReset();
    }
}

/// <summary>What a writer knows of a log.</summary>
/// <param name="ETag">Version of the head row; null: the log has none yet.</param>
internal sealed record LogState(MerkleFrontier Frontier, ETag? ETag)
{
    public static readonly LogState None = new(MerkleFrontier.Empty, null);
}
