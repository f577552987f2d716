using Compliance.Publishing;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Notes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Exports of vendors' trails. That somebody took one is an entry, and stands in the trail before anything of it is given out.</summary>
public sealed class TrailExporting
{
    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly Func<VendorId, CancellationToken, Task<SignedCheckpoint?>>? _sign;
    private readonly TimeProvider _clock;

    /// <param name="sign">Signs a checkpoint where this program holds the key, as beside an embedded store; null: only the service
    /// signs, and entries since its last checkpoint are the unsigned tail.</param>
    public TrailExporting(Store store, VendorKeys keys, Func<VendorId, CancellationToken, Task<SignedCheckpoint?>>? sign, TimeProvider clock) =>
        (_store, _keys, _sign, _clock) = (store, keys, sign, clock);

    /// <summary>Records the export, then says what to write with <see cref="TrailExport"/>.</summary>
    /// <exception cref="InputException">There are no such entries, or no checkpoint yet that could prove them.</exception>
    /// <exception cref="TrailHaltedException">The trail takes no entry.</exception>
    /// <exception cref="TrailInconsistentException">The stored log contradicts itself, or what was signed of it.</exception>
    public async Task<ExportRequest> PrepareAsync(ExportOrder order, CancellationToken cancellationToken = default)
    {
        var vendor = order.Vendor;
        if (_sign is null) CheckSigned(order, (await LatestAsync(vendor, cancellationToken)).Checkpoint.Size);
        await RecordAsync(order, cancellationToken);
        var checkpoint = (_sign is null ? null : await _sign(vendor, cancellationToken)) ?? await LatestAsync(vendor, cancellationToken);
        return new()
        {
            Vendor = vendor.Value,
            From = order.From,
            To = order.To ?? (await _store.Trail.HeadAsync(vendor.Value, cancellationToken)).Size,
            Checkpoint = checkpoint,
            Keys = SignersFirst(checkpoint, await _store.Checkpoints.KeysAsync(vendor, cancellationToken)),
            Leaves = (from, before, ct) => _store.Trail.LeavesAsync(vendor.Value, from, before, ct),
            // A tile that was kept may have been touched, which says nothing about the log: then it is computed.
            Tiles = [_store.Tiles(vendor), _store.Tiles(vendor).Computed()],
            Names = order.WithNames ? new(
                (pseudonym, ct) => _store.Names.FindAsync(vendor, pseudonym, ct),
                ct => _store.Names.AllAsync(vendor, ct)) : null,
            Timestamps = ct => new PublishedRows(_store).ForExportAsync(vendor, checkpoint.Checkpoint.Size, ct),
            Progress = order.Progress,
        };
    }

    /// <summary>Records that the trail is exported. Nothing is recorded of what cannot be done.</summary>
    /// <exception cref="InputException">There are no such entries.</exception>
    /// <exception cref="TrailHaltedException">The trail takes no entry.</exception>
    public async Task RecordAsync(ExportOrder order, CancellationToken cancellationToken = default)
    {
        Check(order, (await _store.Trail.HeadAsync(order.Vendor.Value, cancellationToken)).Size);
        var actor = await _store.Names.ActorAsync(order.Vendor, _keys, order.By, cancellationToken);
        var data = ResultJson.Present(("format", order.Format), ("from", order.From), ("to", order.To), ("names", order.WithNames));
        var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        var entry = TrailEntry.Create(order.Vendor.Value, now, "trail exported", actor, null, data);
        await _store.Trail.AppendAsync(order.Vendor.Value, $"export {order.Id}", [entry], cancellationToken);
    }

    private static void Check(ExportOrder order, long size)
    {
        if (size == 0) throw new InputException($"the trail of `{order.Vendor}` has no entries: there is nothing to export");
        if (order.From < 0 || order.From >= size) throw new InputException($"the trail of `{order.Vendor}` has {size} entries: an export begins at 0 to {size - 1}, not at {order.From}");
        if (order.To > size) throw new InputException($"the trail of `{order.Vendor}` has {size} entries: an export ends at {size} at the latest, not at {order.To}");
        if (order.To <= order.From) throw new InputException($"an export ends after it begins: there are no entries from {order.From} to {order.To}");
    }

    private static void CheckSigned(ExportOrder order, long size)
    {
        if (order.From > size)
            throw new InputException($"the latest checkpoint of `{order.Vendor}` covers {size} entries: an export that begins at {order.From} would prove nothing; begin at {size} or before, or wait for the next checkpoint (SignCheckpoints, hourly)");
    }

    private async Task<SignedCheckpoint> LatestAsync(VendorId vendor, CancellationToken cancellationToken) =>
        (await _store.Checkpoints.LatestAsync(vendor, cancellationToken))?.Signed
        ?? throw new InputException($"the trail of `{vendor}` has no signed checkpoint yet, without which an export proves nothing: the service's SignCheckpoints signs one every hour; try again then");

    // In the order of its signatures; then the others as they come. A key that came last need not be one that signs still.
    private static IReadOnlyList<NoteKey> SignersFirst(SignedCheckpoint checkpoint, IReadOnlyList<NoteKey> keys)
    {
        var signed = checkpoint.Note.Signatures.Select(signature => signature.KeyId).ToList();
        return [.. keys.OrderBy(key => signed.IndexOf(key.KeyId) is var at and >= 0 ? at : int.MaxValue)];
    }
}
