using Azure.Data.Tables;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>That a vendor is kept for an audit whose slices are read, while no process holds the vendor's lease: row <c>h</c> of table <c>audits</c>. Without it a later audit could
/// record in between, and the large one would be out of date when it is done.</summary>
internal sealed class VendorHold(StoreTable table)
{
    private const string Row = "h";

    /// <summary>Keeps the vendor for an audit, unless it is kept for another that has not ended. Whoever has lost the vendor's lease without knowing it takes it from nobody.</summary>
    /// <param name="isOver">Whether an audit has ended.</param>
    /// <returns>Whether the vendor is kept for this audit now.</returns>
    public async Task<bool> TryPutAsync(VendorId vendor, string audit, Func<string, Task<bool>> isOver, CancellationToken cancellationToken)
    {
        var kept = new TableEntity(vendor.Value, Row) { ["Audit"] = audit };
        while (true)
        {
            if (await table.FindAsync(vendor.Value, Row, cancellationToken) is not { } row)
            {
                if (await table.AddAsync(kept, cancellationToken)) return true;
                continue;
            }
            var other = row.GetString("Audit")!;
            if (other == audit) return true;
            if (!await isOver(other)) return false;
            if (await table.ReplaceAsync(kept, row.ETag, cancellationToken) is not null) return true;
        }
    }

    /// <summary>The audit that the vendor is kept for, which may have ended; or null.</summary>
    public async Task<string?> FindAsync(VendorId vendor, CancellationToken cancellationToken) =>
        (await table.FindAsync(vendor.Value, Row, cancellationToken))?.GetString("Audit");

    /// <summary>Keeps it no longer for this audit; for another it stays kept.</summary>
    public async Task DropAsync(VendorId vendor, string audit, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(vendor.Value, Row, cancellationToken) is { } row && row.GetString("Audit") == audit)
            await table.DeleteAsync(vendor.Value, Row, row.ETag, cancellationToken);
    }
}
