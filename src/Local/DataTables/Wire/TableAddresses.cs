namespace Azure.Data.Tables.Wire;

/// <summary>Where one table and its rows are. A quote inside a key is doubled (OData), then the key is escaped for the path.</summary>
internal sealed class TableAddresses(TableAccount account, string table)
{
    public Uri Table { get; } = account.Address(table);

    public Uri Row(string partitionKey, string rowKey, IEnumerable<string>? select = null)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return account.Address($"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')", ("$select", Select(select)));
    }

    public static string? Select(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
