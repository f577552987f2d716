using System.Globalization;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;
using Compliance.Trail.Proofs;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>Proves things about signed logs, in files that need nothing else. What it gives was verified.</summary>
public sealed class TrailProving(Store store)
{
    private const int NearestShown = 3;

    /// <summary>That an entry lies in the log, with the entry's leaf as <c>extra</c>.</summary>
    /// <param name="size">Of the checkpoint to prove it under; null: the latest.</param>
    /// <exception cref="InputException">The entry is not signed yet, or there is no checkpoint of that size.</exception>
    /// <exception cref="TrailInconsistentException">The log is not what was signed.</exception>
    public async Task<TlogProof> InclusionAsync(VendorId vendor, long index, long? size = null, CancellationToken cancellationToken = default)
    {
        if (index < 0) throw new InputException($"`{index}` is no index of an entry: they begin at 0");
        var checkpoint = await CheckpointAsync(vendor, size, cancellationToken);
        var (signed, root) = (checkpoint.Checkpoint.Size, checkpoint.Checkpoint.Root);
        if (index >= signed) throw await UnsignedAsync(vendor, index, signed, cancellationToken);
        var leaf = await LeafAsync(vendor, index, cancellationToken);
        var hash = EntryHash.OfLeaf(leaf);
        foreach (var tiles in Sources(vendor))
        {
            var hashes = await MerkleProofs.InclusionAsync(tiles, index, signed, cancellationToken);
            if (InclusionProof.Verifies(index, signed, hash, hashes, root)) return new TlogProof(index, hashes, checkpoint, leaf);
        }
        throw new TrailInconsistentException(vendor.Value, $"entry {index} is not in the tree whose root was signed for {signed} entries");
    }

    /// <summary>That the log at one checkpoint is the beginning of the log at another.</summary>
    /// <param name="from">Size of the earlier checkpoint; 0: of the empty log, of which there is nothing to prove.</param>
    /// <param name="to">Size of the later; null: the latest.</param>
    /// <exception cref="InputException">There is no checkpoint of one of the sizes, or they are in the wrong order.</exception>
    /// <exception cref="TrailInconsistentException">The log is not what was signed.</exception>
    public async Task<ConsistencyFile> ConsistencyAsync(VendorId vendor, long from, long? to = null, CancellationToken cancellationToken = default)
    {
        var later = await CheckpointAsync(vendor, to, cancellationToken);
        var size = later.Checkpoint.Size;
        if (from < 0 || from > size) throw new InputException($"the earlier size is {from} and the later {size}: a log only grows, so give them the other way round");
        if (from == 0) return new ConsistencyFile(0, [], later);
        var earlier = await CheckpointAsync(vendor, from, cancellationToken);
        foreach (var tiles in Sources(vendor))
        {
            var file = new ConsistencyFile(from, await MerkleProofs.ConsistencyAsync(tiles, from, size, cancellationToken), later);
            if (file.Extends(earlier.Checkpoint.Root)) return file;
        }
        throw new TrailInconsistentException(vendor.Value, $"the tree whose root was signed for {from} entries is not the beginning of the one signed for {size}");
    }

    // A tile that was kept may have been touched, which says nothing about the log: then it is computed.
    private TrailTiles[] Sources(VendorId vendor) => [store.Tiles(vendor), store.Tiles(vendor).Computed()];

    private async Task<SignedCheckpoint> CheckpointAsync(VendorId vendor, long? size, CancellationToken cancellationToken)
    {
        var stored = size is { } wanted ? await store.Checkpoints.FindAsync(vendor, wanted, cancellationToken) : await store.Checkpoints.LatestAsync(vendor, cancellationToken);
        if (stored is null) throw await NoCheckpointAsync(vendor, size, cancellationToken);
        // A proof under a signature that nobody believes would only look like one.
        if (!stored.Signed.Check(await store.Checkpoints.KeysAsync(vendor, cancellationToken)).IsVerified)
            throw new TrailInconsistentException(vendor.Value, $"the checkpoint of {stored.Size} entries is not signed by a key of this log");
        return stored.Signed;
    }

    private async Task<InputException> NoCheckpointAsync(VendorId vendor, long? size, CancellationToken cancellationToken)
    {
        var (below, above) = (new Queue<long>(), new List<long>());
        await foreach (var signed in store.Checkpoints.SizesAsync(vendor, cancellationToken))
        {
            if (signed < size) below.Enqueue(signed);
            else above.Add(signed);
            if (below.Count > NearestShown) below.Dequeue();
            if (above.Count == NearestShown) break;
        }
        var near = below.Concat(above).Select(signed => signed.ToString(CultureInfo.InvariantCulture)).ToList();
        return near.Count == 0
            ? new InputException($"nothing of the trail of `{vendor}` is signed yet: the service signs every hour (SignCheckpoints), `compliance trail sign` an embedded store")
            : new InputException($"the trail of `{vendor}` has no checkpoint of {size} entries: the nearest signed sizes are {string.Join(", ", near)}");
    }

    private async Task<InputException> UnsignedAsync(VendorId vendor, long index, long signed, CancellationToken cancellationToken)
    {
        var head = await store.Trail.HeadAsync(vendor.Value, cancellationToken);
        if (index >= head.Size) return new($"the trail of `{vendor}` has {head.Size} entries, indexes 0 to {head.Size - 1}: there is no entry {index}");
        return new($"entry {index} of the trail of `{vendor}` is not covered by the checkpoint of {signed} entries: name a later one, or wait until it is signed (SignCheckpoints, every hour; `compliance trail sign` on an embedded store)");
    }

    private async Task<byte[]> LeafAsync(VendorId vendor, long index, CancellationToken cancellationToken)
    {
        await foreach (var leaf in store.Trail.LeavesAsync(vendor.Value, index, index + 1, cancellationToken)) return leaf.Bytes.ToArray();
        throw new TrailInconsistentException(vendor.Value, $"entry {index} is missing");
    }
}
