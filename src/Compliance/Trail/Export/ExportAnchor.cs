using Compliance.Trail.Merkle;

namespace Compliance.Trail.Export;

/// <summary>What ties a range of entries to a checkpoint: the frontier of what lies before it, and the proof that the checkpoint's log
/// goes on from its end.</summary>
internal sealed class ExportAnchor
{
    private readonly ExportRequest _request;

    private ExportAnchor(ExportRequest request, MerkleFrontier before, IReadOnlyList<EntryHash> proof) =>
        (_request, Before, Proof) = (request, before, proof);

    /// <summary>Of the entries before the range.</summary>
    public MerkleFrontier Before { get; }

    /// <summary>From <see cref="SignedEnd"/> to the checkpoint's size; empty when that is the same.</summary>
    public IReadOnlyList<EntryHash> Proof { get; }

    /// <summary>Where the entries of the range end that the checkpoint covers.</summary>
    public long SignedEnd => Math.Min(_request.To, Size);

    private long Size => _request.Checkpoint.Checkpoint.Size;

    /// <exception cref="TrailInconsistentException">No tree that there is agrees with the checkpoint.</exception>
    public static async Task<ExportAnchor> OfAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        var size = request.Checkpoint.Checkpoint.Size;
        if (request.From == 0 && request.To >= size) return new(request, MerkleFrontier.Empty, []);
        if (request.Tiles.Count == 0) throw new ArgumentException("a range needs the tiles of the log", nameof(request));
        foreach (var tiles in request.Tiles)
        {
            var before = await MerkleProofs.FrontierAsync(tiles, request.From, cancellationToken);
            var end = request.To >= size ? null : await MerkleProofs.FrontierAsync(tiles, request.To, cancellationToken);
            if (await ProveAsync(request, tiles, before, cancellationToken) is not null && await ProveAsync(request, tiles, end, cancellationToken) is { } proof)
                return new(request, before, proof);
        }
        throw new TrailInconsistentException(request.Vendor, $"its tree is not the one that the checkpoint of {size} entries was signed over");
    }

    /// <summary>Holds what was exported to the checkpoint.</summary>
    /// <param name="root">Of <see cref="Before"/> and the entries up to <see cref="SignedEnd"/>.</param>
    /// <exception cref="TrailInconsistentException">The checkpoint was not made of them.</exception>
    public void Check(EntryHash root)
    {
        var signed = _request.Checkpoint.Checkpoint.Root;
        var holds = SignedEnd == Size ? root == signed : ConsistencyProof.Verifies(SignedEnd, Size, root, signed, Proof);
        if (!holds) throw new TrailInconsistentException(_request.Vendor, $"its entries up to {SignedEnd} are not those that its checkpoint of {Size} entries was signed over");
    }

    // That the log with this frontier is the beginning of the checkpoint's; of nothing, and of the whole, that needs no proof. Null: it is not.
    private static async Task<IReadOnlyList<EntryHash>?> ProveAsync(ExportRequest request, ITiles tiles, MerkleFrontier? frontier, CancellationToken cancellationToken)
    {
        var (size, root) = (request.Checkpoint.Checkpoint.Size, request.Checkpoint.Checkpoint.Root);
        if (frontier is null or { Size: 0 }) return [];
        var proof = await MerkleProofs.ConsistencyAsync(tiles, frontier.Size, size, cancellationToken);
        return ConsistencyProof.Verifies(frontier.Size, size, frontier.Root, root, proof) ? proof : null;
    }
}
