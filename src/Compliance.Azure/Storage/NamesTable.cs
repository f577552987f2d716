using Azure.Data.Tables;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Table <c>names</c>: what the trail's pseudonyms stand for, for those allowed to know. Its rows may be deleted at
/// any time, and the trail verifies as before.</summary>
public sealed class NamesTable
{
    // A transaction has at most 100 rows.
    private const int RowsAtOnce = 100;

    private readonly StoreTable _table;

    internal NamesTable(StoreTable table) => _table = table;

    /// <summary>Makes sure that names are there. A pseudonym follows from its name, so one that is there already stays.</summary>
    /// <param name="names">Pseudonym → name.</param>
    public async Task AddAsync(VendorId vendor, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken = default)
    {
        foreach (var batch in names.OrderBy(name => name.Key, StringComparer.Ordinal).Chunk(RowsAtOnce))
        {
            var rows = batch.Select(name => new TableTransactionAction(
                TableTransactionActionType.UpsertMerge, new TableEntity(vendor.Value, name.Key) { ["Name"] = StoredText.Cut(name.Value) }));
            await _table.SubmitAsync([.. rows], cancellationToken);
        }
    }

    /// <summary>The name behind a pseudonym; null when it is unknown or was deleted.</summary>
    public async Task<string?> FindAsync(VendorId vendor, string pseudonym, CancellationToken cancellationToken = default) =>
        (await _table.FindAsync(vendor.Value, pseudonym, cancellationToken))?.GetString("Name");

    /// <summary>Forgets a name: from then on the pseudonym names nobody.</summary>
    public Task DeleteAsync(VendorId vendor, string pseudonym, CancellationToken cancellationToken = default) =>
        _table.DeleteAsync(vendor.Value, pseudonym, cancellationToken);
}
