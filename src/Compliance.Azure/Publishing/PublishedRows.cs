using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Export;
using Compliance.Trail.Timestamps;
using Compliance.Vendors;

namespace Compliance.Publishing;

/// <summary>A timestamp as it is kept.</summary>
/// <param name="Size">Of the checkpoint whose bytes it is over.</param>
public sealed record StoredTimestamp(long Size, TimestampToken Token);

/// <summary>What became of checkpoints outside: in table <c>trail</c> timestamps, <c>r&lt;size&gt;</c>, only ever added; in table <c>vendors</c>, beside
/// the vendor's settings, <c>w-&lt;witness&gt;</c>, the largest size that a witness took.</summary>
public sealed class PublishedRows(Store store)
{
    /// <summary>Row keys of timestamps lie in <c>[r, s)</c> with a digit behind the letter.</summary>
    private const string TimestampsBegin = "r0", TimestampsEnd = "r:";

    private readonly StoreTable _table = store.Table("trail");
    private readonly StoreTable _vendors = store.Table("vendors");

    /// <summary>Timestamps of a vendor's checkpoints, the smallest size first.</summary>
    /// <exception cref="TrailInconsistentException">One of them cannot be read.</exception>
    public async IAsyncEnumerable<StoredTimestamp> TimestampsAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {TimestampsBegin} and RowKey lt {TimestampsEnd}", cancellationToken: cancellationToken))
            yield return Read(row);
    }

    /// <summary>Timestamps of checkpoints up to a size, each with its checkpoint, as an export has them: the token as a response (<c>.tsr</c>).</summary>
    /// <exception cref="TrailInconsistentException">One of them cannot be read, or its checkpoint is gone.</exception>
    public async IAsyncEnumerable<ExportTimestamp> ForExportAsync(VendorId vendor, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in TimestampsAsync(vendor, cancellationToken))
        {
            if (stored.Size > upTo) yield break;
            var checkpoint = await store.Checkpoints.FindAsync(vendor, stored.Size, cancellationToken)
                ?? throw new TrailInconsistentException(vendor.Value, $"there is a timestamp of a checkpoint of {stored.Size} entries, and no such checkpoint");
            yield return new(checkpoint.Signed, stored.Token.ToResponse());
        }
    }

    /// <summary>The timestamp of the largest size; null: there is none. Lists the keys of all, a thousand at a time: at one a day, three years.</summary>
    /// <exception cref="TrailInconsistentException">It cannot be read.</exception>
    public async Task<StoredTimestamp?> LastTimestampAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {TimestampsBegin} and RowKey lt {TimestampsEnd}", ["RowKey"], cancellationToken: cancellationToken))
            last = row.RowKey;
        return last is not null && await _table.FindAsync(vendor.Value, last, cancellationToken) is { } found ? Read(found) : null;
    }

    /// <summary>Keeps a timestamp, unless one of that size is there; gives the one that is kept.</summary>
    internal async Task<StoredTimestamp> AddAsync(VendorId vendor, StoredTimestamp timestamp, CancellationToken cancellationToken)
    {
        var key = TimestampKey(timestamp.Size);
        if (await _table.AddAsync(new TableEntity(vendor.Value, key) { ["Token"] = timestamp.Token.Bytes.ToArray() }, cancellationToken)) return timestamp;
        return await _table.FindAsync(vendor.Value, key, cancellationToken) is { } row ? Read(row) : timestamp;
    }

    /// <summary>The largest size that a witness took; 0: none.</summary>
    internal async Task<long> TakenAsync(VendorId vendor, string witness, CancellationToken cancellationToken) =>
        (await _vendors.FindAsync(vendor.Value, WitnessKey(witness), cancellationToken))?.GetInt64("Size") ?? 0;

    internal Task TookAsync(VendorId vendor, string witness, long size, CancellationToken cancellationToken) =>
        _vendors.PutAsync(new TableEntity(vendor.Value, WitnessKey(witness)) { ["Size"] = size }, cancellationToken);

    private static string TimestampKey(long size) => string.Create(CultureInfo.InvariantCulture, $"r{size:D19}");

    // By digest: a witness may be a person's address.
    private static string WitnessKey(string witness) => $"w-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(witness)))[..32]}";

    private static StoredTimestamp Read(TableEntity row)
    {
        if (long.TryParse(row.RowKey.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && TimestampKey(size) == row.RowKey
            && TimestampToken.TryParse(row.GetBinary("Token") ?? [], out var token))
            return new(size, token!);
        throw new TrailInconsistentException(row.PartitionKey, $"the timestamp in row `{row.RowKey}` cannot be read");
    }
}
