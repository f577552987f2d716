namespace Azure.Data.Tables.Models;

/// <summary>A table, as the service lists it.</summary>
public class TableItem
{
    /// <summary>A table by its name.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>The table's name: a letter, then 2 to 62 letters and digits; case does not matter.</summary>
    public string Name { get; }
}
