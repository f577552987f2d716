using Azure;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>The right to audit a vendor, or to work on one of its incidents, held by one at a time until it expires: a row of table
/// <c>audits</c> or <c>incidents</c>. Who lost it notices at the next <see cref="RenewAsync"/>; that nothing is damaged until then is the work of versions on the rows themselves.</summary>
public sealed class VendorLease
{
    private readonly StoreTable _table;
    private readonly VendorId _vendor;
    private readonly string _key;
    private readonly string _owner;
    private ETag _etag;

    private VendorLease(StoreTable table, VendorId vendor, string key, string owner, ETag etag) =>
        (_table, _vendor, _key, _owner, _etag) = (table, vendor, key, owner, etag);

    /// <summary>Prolongs it; false when it was lost.</summary>
    public async Task<bool> RenewAsync(Instant now, Duration duration, CancellationToken cancellationToken = default)
    {
        var row = Row(_vendor, _key, _owner, now + duration);
        if (await _table.ReplaceAsync(row, _etag, cancellationToken) is { } etag)
        {
            _etag = etag;
            return true;
        }
        // A renewal whose answer was lost and that was sent again is refused, and holds all the same.
        if (await _table.FindAsync(_vendor.Value, _key, cancellationToken) is not { } held || held.GetString("Owner") != _owner) return false;
        _etag = held.ETag;
        return await _table.ReplaceAsync(row, _etag, cancellationToken) is { } again && Keep(again);
    }

    /// <summary>Gives it back; when it was lost, nothing happens.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken = default) =>
        // An expired lease, not a deleted row: a deletion that arrives late could take a successor's.
        _table.ReplaceAsync(Row(_vendor, _key, _owner, Instant.MinValue), _etag, cancellationToken);

    /// <summary>Until when a row of a lease is held, unless that is prolonged; null: it was given back.</summary>
    internal static Instant? ExpiryOf(TableEntity row) => row.GetInt64("Expires") is { } ticks and > 0 ? Instant.FromUnixTimeTicks(ticks) : null;

    internal static async Task<VendorLease?> TryTakeAsync(
        StoreTable table, VendorId vendor, string key, string owner, Instant now, Duration duration, CancellationToken cancellationToken)
    {
        var mine = Row(vendor, key, owner, now + duration);
        await table.AddAsync(mine, cancellationToken);
        if (await table.FindAsync(vendor.Value, key, cancellationToken) is not { } held) return null;
        if (held.GetString("Owner") == owner) return new(table, vendor, key, owner, held.ETag);
        if (held.GetInt64("Expires") > now.ToUnixTimeTicks()) return null;
        return await table.ReplaceAsync(mine, held.ETag, cancellationToken) is { } etag ? new(table, vendor, key, owner, etag) : null;
    }

    private bool Keep(ETag etag)
    {
        _etag = etag;
        return true;
    }

    private static TableEntity Row(VendorId vendor, string key, string owner, Instant expires) => new(vendor.Value, key)
    {
        ["Owner"] = owner,
        ["Expires"] = expires == Instant.MinValue ? 0L : expires.ToUnixTimeTicks(),
    };
}
