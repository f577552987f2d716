namespace Compliance.Local.EmbeddedTables.Filters;

/// <summary>Inclusive bounds on the two keys, ordinally; null is no bound. They only narrow the search: the filter still decides.</summary>
internal readonly record struct KeyRange(string? PartitionLow, string? PartitionHigh, string? RowLow, string? RowHigh)
{
    public string? OnePartition => PartitionLow is not null && PartitionLow == PartitionHigh ? PartitionLow : null;

    public KeyRange With(string property, string comparison, string bound)
    {
        var low = comparison is "eq" or "gt" or "ge" ? bound : null;
        var high = comparison is "eq" or "lt" or "le" ? bound : null;
        return property switch
        {
            "PartitionKey" => this with { PartitionLow = Later(PartitionLow, low), PartitionHigh = Earlier(PartitionHigh, high) },
            "RowKey" => this with { RowLow = Later(RowLow, low), RowHigh = Earlier(RowHigh, high) },
            _ => this,
        };
    }

    private static string? Later(string? a, string? b) => a is null || (b is not null && string.CompareOrdinal(b, a) > 0) ? b : a;

    private static string? Earlier(string? a, string? b) => a is null || (b is not null && string.CompareOrdinal(b, a) < 0) ? b : a;
}
