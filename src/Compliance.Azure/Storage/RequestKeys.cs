using Azure;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>What a request finds under its key.</summary>
public enum KeyState
{
    /// <summary>Nothing: it was claimed, and the act is the caller's to do.</summary>
    Claimed,

    /// <summary>The same request was carried out.</summary>
    Done,

    /// <summary>The same request is being carried out.</summary>
    UnderWay,

    /// <summary>Another request had this key.</summary>
    Reused,
}

/// <param name="Result">Of <see cref="KeyState.Done"/>: what <see cref="RequestKeys.DoneAsync"/> was given.</param>
public sealed record KeyClaim(KeyState State, string? Result, string Row, ETag ETag);

/// <summary>Keys of requests that leave nothing else by which a repetition could be told: rows <c>k-…</c> beside a vendor's own. Nothing of what a request said
/// is kept but a digest, so that nothing of it has to be forgotten here.</summary>
/// <remarks>A process that is killed in the act leaves its claim: after <see cref="Abandoned"/> the next repetition takes it over. So an act must bear
/// to be done again by that; what this keeps away is a repetition after others have acted.</remarks>
public sealed class RequestKeys(StoreTable table)
{
    /// <summary>After this nobody is waited for any more.</summary>
    public static readonly Duration Abandoned = Duration.FromMinutes(1);

    /// <param name="key">Its digest covers all that the request asks for.</param>
    public async Task<KeyClaim> ClaimAsync(VendorId vendor, IdempotencyKey key, Instant now, CancellationToken cancellationToken = default)
    {
        var id = "k-" + RunRows.IdempotencyKey(key);
        while (true)
        {
            var claim = Row(vendor, id, key.BodySha256, now);
            if (await table.AddAsync(claim, cancellationToken) && await table.FindAsync(vendor.Value, id, cancellationToken) is { } mine) return new(KeyState.Claimed, null, id, mine.ETag);
            if (await table.FindAsync(vendor.Value, id, cancellationToken) is not { } row) continue;
            if (row.GetString("Body") != key.BodySha256) return new(KeyState.Reused, null, id, row.ETag);
            if (row.GetString("Result") is { } result) return new(KeyState.Done, result, id, row.ETag);
            if (Instant.FromUnixTimeTicks(row.GetInt64("Claimed")!.Value) + Abandoned > now) return new(KeyState.UnderWay, null, id, row.ETag);
            if (await table.ReplaceAsync(claim, row.ETag, cancellationToken) is { } etag) return new(KeyState.Claimed, null, id, etag);
        }
    }

    /// <summary>Says that the act was done. A claim that was taken over meanwhile is left to whoever did.</summary>
    /// <param name="result">What a repetition needs for its answer; no names.</param>
    public Task DoneAsync(VendorId vendor, KeyClaim claim, string result, CancellationToken cancellationToken = default) =>
        table.MergeAsync(new TableEntity(vendor.Value, claim.Row) { ["Result"] = result }, claim.ETag, cancellationToken);

    /// <summary>Gives a claim back under which nothing was done.</summary>
    public Task ReleaseAsync(VendorId vendor, KeyClaim claim, CancellationToken cancellationToken = default) =>
        table.DeleteAsync(vendor.Value, claim.Row, claim.ETag, cancellationToken);

    private static TableEntity Row(VendorId vendor, string id, string body, Instant now) =>
        new(vendor.Value, id) { ["Body"] = body, ["Claimed"] = now.ToUnixTimeTicks() };
}
