namespace Azure.Data.Tables;

/// <summary>What a write does with properties that the entity sent does not have.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay as they are.</summary>
    Merge = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
