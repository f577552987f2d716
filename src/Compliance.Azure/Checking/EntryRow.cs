using System.Globalization;
using Azure.Data.Tables;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>A row of an entry, held to its own bytes.</summary>
/// <param name="Hash">Leaf hash of its bytes.</param>
/// <param name="Stored">The leaf hash that stands beside them; null: none does.</param>
/// <param name="Operation">What it came with; null: that cannot be told.</param>
internal sealed record EntryRow(long Index, string Key, byte[] Leaf, byte[] Hash, byte[]? Stored, string? Operation)
{
    private static readonly string[] Columns = ["D", "L", "Op", "Ts", "Type", "Audit"];

    /// <summary>Whether the bytes are those of the hash beside them.</summary>
    public bool IsWhole => Stored is not null && Hash.AsSpan().SequenceEqual(Stored);

    public LeafFields? Fields { get; private init; }

    /// <summary>Reads a row, and says what does not fit; one problem a row.</summary>
    public static EntryRow Read(TableEntity row, long index, string vendor, ProblemLog problems)
    {
        var leaf = row.Bytes("D") ?? [];
        var hash = LogTree.Leaf(leaf);
        var stored = row.Bytes("L") is { Length: LogTree.HashSize } committed ? committed : null;
        var operation = row.Text("Op") is { } text && LogKeys.IsHex(text, LogKeys.OperationDigits) ? text : null;
        var entry = new EntryRow(index, row.RowKey, leaf, hash, stored, operation) { Fields = LeafFields.Read(leaf) };
        if (entry.ProblemIn(row, vendor) is { } problem) problems.Add(problem);
        return entry;
    }

    private TrailProblem? ProblemIn(TableEntity row, string vendor)
    {
        if (!IsWhole) return Modified(Stored is null ? "the leaf hash beside its bytes is missing, or is none" : "its bytes do not have the leaf hash that stands beside them");
        if (Fields is null) return Modified("its bytes are not those of an entry");
        if (Fields.Vendor != vendor) return Modified("its bytes are an entry of another vendor's log");
        var wrong = WrongColumns(row, Fields).Concat(row.Beside(Columns)).ToList();
        return wrong.Count == 0 ? null : new(TrailProblemKind.Column, Index, Key, $"what stands in {string.Join(", ", wrong.Select(column => $"`{column}`"))} does not follow from the entry");
    }

    private TrailProblem Modified(string detail) => new(TrailProblemKind.Modified, Index, Key, detail);

    private IEnumerable<string> WrongColumns(TableEntity row, LeafFields fields)
    {
        if (Operation is null) yield return "Op";
        // A leaf says milliseconds; the column may say more.
        if (row.Time("Ts") is not { } time || time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) != fields.Time) yield return "Ts";
        if (row.Text("Type") != fields.Type) yield return "Type";
        if (row.Text("Audit") != fields.Audit || (fields.Audit is null && row.ContainsKey("Audit"))) yield return "Audit";
    }
}
