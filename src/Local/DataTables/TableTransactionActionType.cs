namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does to its row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Inserts; fails with 409 when the row exists.</summary>
    Add = 0,

    /// <summary>Merges into a row that exists, under the action's ETag.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces a row that exists, under the action's ETag.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes a row that exists; a missing row fails the transaction.</summary>
    Delete = 3,

    /// <summary>Inserts, or merges into what is there.</summary>
    UpsertMerge = 4,

    /// <summary>Inserts, or replaces what is there.</summary>
    UpsertReplace = 5,
}
