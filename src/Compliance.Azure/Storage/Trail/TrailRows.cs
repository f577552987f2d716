using System.Globalization;
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

    /// <summary>Row keys of markers lie in <c>[b, c)</c>.</summary>
    public const string MarkersBegin = "b", MarkersEnd = "c";

    private const int Format = 1;

    // When the log was last resumed: who has seen it larger before must know that it was decided.
    private const string ResumedColumn = "Resumed";

    public static string EntryKey(long index) => string.Create(CultureInfo.InvariantCulture, $"e{index:D19}");

    /// <summary>Whether a key is one that an entry can have: <c>e</c> and 19 digits.</summary>
    public static bool IsEntryKey(string key) => key.Length == 20 && key.StartsWith('e') && key.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;

    /// <param name="operation">Its <see cref="TrailOperation.Id"/>.</param>
    public static string MarkerKey(string operation) => MarkersBegin + operation;

    /// <summary>Markers, head, entries, in this order: operations of a transaction are carried out one after the other, so a
    /// repetition fails at a marker before it could fail at a head that has moved on.</summary>
    public static List<TableTransactionAction> Append(string vendor, IReadOnlyList<TrailOperation> operations, LogState log, MerkleFrontier next)
    {
        var actions = new List<TableTransactionAction>(operations.Sum(operation => operation.Entries.Count) + operations.Count + 2);
        var index = log.Frontier.Size;
        foreach (var operation in operations)
        {
            actions.Add(new(TableTransactionActionType.Add, Marker(vendor, operation, index)));
            index += operation.Entries.Count;
        }
        var head = Head(vendor, next, log.Resumed);
        actions.Add(log.ETag is { } etag ? new(TableTransactionActionType.UpdateReplace, head, etag) : new(TableTransactionActionType.Add, head));
        index = log.Frontier.Size;
        foreach (var operation in operations)
            foreach (var entry in operation.Entries)
                actions.Add(new(TableTransactionActionType.Add, Entry(vendor, index++, entry, operation.Id)));
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
        return new LogState(frontier, row.ETag) { Halted = row.GetBoolean(HaltRow.HeadColumn) is true, Resumed = row.GetInt64(ResumedColumn) };
    }

    /// <summary>The position that a marker tells, if it stands for these entries.</summary>
    /// <exception cref="FormatException">Columns are missing, or of another type.</exception>
    /// <exception cref="InvalidOperationException">The operation key was used for other entries.</exception>
    public static TrailPosition ReadMarker(TableEntity row, TrailOperation operation)
    {
        if (row["First"] is not long first || row["Count"] is not int count || row["Leaves"] is not byte[] leaves)
            throw new FormatException($"the marker `{row.RowKey}` lacks a column, or one is of another type");
        if (!leaves.AsSpan().SequenceEqual(operation.Leaves))
            throw new InvalidOperationException($"the operation `{operation.Key}` is in the trail with other entries: an act that is repeated must say the same");
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

    /// <summary>When the head says that the log was last resumed; null: it does not, or cannot be read.</summary>
    public static long? ReadResumed(TableEntity head) => head[ResumedColumn] as long?;

    private static TableEntity Head(string vendor, MerkleFrontier frontier, long? resumed)
    {
        var row = new TableEntity(vendor, HeadKey)
        {
            ["Fmt"] = Format,
            ["Size"] = frontier.Size,
            ["Root"] = frontier.Root.ToArray(),
            ["Frontier"] = frontier.ToBytes(),
        };
        if (resumed is { } at) row[ResumedColumn] = at;
        return row;
    }

    private static TableEntity Marker(string vendor, TrailOperation operation, long first) => new(vendor, MarkerKey(operation.Id))
    {
        ["First"] = first,
        ["Count"] = operation.Entries.Count,
        ["Leaves"] = operation.Leaves,
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
}

/// <summary>What a writer knows of a log.</summary>
/// <param name="ETag">Version of the head row; null: the log has none yet.</param>
internal sealed record LogState(MerkleFrontier Frontier, ETag? ETag)
{
    public static readonly LogState None = new(MerkleFrontier.Empty, null);

    /// <summary>Nothing may be appended: row <c>x</c> says why.</summary>
    public bool Halted { get; init; }

    /// <summary>When the log was last resumed after a halt, in milliseconds since 1970; null: never.</summary>
    public long? Resumed { get; init; }
}
