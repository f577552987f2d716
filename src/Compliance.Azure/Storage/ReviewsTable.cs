using Azure.Data.Tables;
using Compliance.Entitlements.Review;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Decisions of access reviews: rows <c>r-&lt;digest of the entitlement&gt;</c> of table <c>vendors</c>, the last decision about each. They name nobody: who
/// decided, about whom and why stands in the trail.</summary>
public sealed class ReviewsTable
{
    private const int MaxRaces = 20;

    private readonly StoreTable _table;

    internal ReviewsTable(StoreTable table) => _table = table;

    /// <summary>What was decided to be taken away and not decided otherwise since, in the order of the digests.</summary>
    public async Task<IReadOnlyList<Revocation>> RevocationsAsync(VendorId vendor, CancellationToken cancellationToken = default) =>
        (await RegisterAsync(vendor, Instant.MinValue, cancellationToken))?.Revocations ?? [];

    /// <summary>All that was decided last, in the order of the digests; null: nothing was ever reviewed.</summary>
    /// <param name="at">When it is read.</param>
    public async Task<RevocationRegister?> RegisterAsync(VendorId vendor, Instant at, CancellationToken cancellationToken = default)
    {
        var (revocations, kept) = (new List<Revocation>(), new List<KeptEntitlement>());
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {"r-"} and RowKey lt {"r."}", cancellationToken: cancellationToken))
        {
            var (entitlement, system) = (row.RowKey[2..], row.GetString("System")!);
            if (row.GetInt64("Due") is { } due) revocations.Add(new(entitlement, system, Instant.FromUnixTimeTicks(due), Decided(row)));
            else kept.Add(new(entitlement, system, Decided(row)));
        }
        return revocations.Count + kept.Count == 0 ? null : new RevocationRegister(at, revocations) { Kept = kept };
    }

    /// <summary>Keeps a decision, unless a later one about the same entitlement is there.</summary>
    /// <returns>Whether it is now the one that counts.</returns>
    /// <exception cref="InputException">Others write the same row all the time.</exception>
    internal async Task<bool> WriteAsync(VendorId vendor, ReviewDecision decision, Instant decided, CancellationToken cancellationToken)
    {
        var row = new TableEntity(vendor.Value, "r-" + decision.Entitlement) { ["System"] = StoredText.Cut(decision.System), ["Decided"] = decided.ToUnixTimeTicks() };
        if (decision.Due is { } due) row["Due"] = due.ToUnixTimeTicks();
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await _table.FindAsync(vendor.Value, row.RowKey, cancellationToken) is not { } before)
            {
                if (await _table.AddAsync(row, cancellationToken)) return true;
            }
            else if (Decided(before) > decided) return false;
            else if (await _table.ReplaceAsync(row, before.ETag, cancellationToken) is not null) return true;
        }
        throw new InputException($"the decisions of `{vendor}` are being changed by others all the time: import the sheet again");
    }

    private static Instant Decided(TableEntity row) => Instant.FromUnixTimeTicks(row.GetInt64("Decided")!.Value);
}
