namespace Azure.Data.Tables;

/// <summary>A row of a table: two keys of at most 1,024 characters, a time stamp and an ETag that the service sets.</summary>
public interface ITableEntity
{
    /// <summary>The partition: the unit of transactions and of order.</summary>
    string PartitionKey { get; set; }

    /// <summary>The row's key, unique within its partition; rows are ordered by it, ordinally.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the row; ignored on writes.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version of the row as last read.</summary>
    ETag ETag { get; set; }
}
