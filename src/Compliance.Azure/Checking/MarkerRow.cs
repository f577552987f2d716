using Azure.Data.Tables;

namespace Compliance.Checking;

/// <summary>A marker: where the entries of an operation lie, and a digest of their leaf hashes.</summary>
internal sealed record MarkerRow(string Key, string Operation, long First, int Count, byte[] Leaves)
{
    /// <summary>Columns of a marker.</summary>
    public static readonly string[] Columns = ["First", "Count", "Leaves"];

    /// <summary>Null: the row is no marker, or says more or less than one.</summary>
    public static MarkerRow? Read(TableEntity row)
    {
        var key = row.RowKey;
        if (!key.StartsWith('b') || !LogKeys.IsHex(key[1..], LogKeys.OperationDigits)) return null;
        if (row.Long("First") is not (>= 0 and var first) || row.Int("Count") is not (> 0 and var count)) return null;
        if (row.Bytes("Leaves") is not { Length: LogTree.HashSize } leaves || row.Beside(Columns).Any() || first > long.MaxValue - count) return null;
        return new(key, key[1..], first, count, leaves);
    }
}
