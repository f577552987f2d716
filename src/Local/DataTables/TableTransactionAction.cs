namespace Azure.Data.Tables;

/// <summary>One action of a transaction; a transaction holds 1 to 100, all of one partition, each row once.</summary>
public class TableTransactionAction
{
    /// <summary>An action without a condition on the row's version.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>An action under a condition: <paramref name="etag"/> is the version expected, <see cref="ETag.All"/> any.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row it is done to.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version expected; <c>default</c> means no condition.</summary>
    public ETag ETag { get; }
}
