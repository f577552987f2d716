namespace Compliance.Entitlements.Lists;

/// <summary>A row of a CSV.</summary>
/// <param name="columns">Position of each column by its name.</param>
internal sealed class ListRow(long number, Dictionary<string, int> columns, string[] cells) : ListRecord(number)
{
    public override bool Has(string name) => columns.ContainsKey(name);

    protected override string? Find(string name) => columns.TryGetValue(name, out var column) ? cells[column] : null;
}
