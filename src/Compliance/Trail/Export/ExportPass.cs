namespace Compliance.Trail.Export;

/// <summary>Reads the leaves of a range once, hands each to some parts, and holds what was read to the checkpoint.</summary>
internal sealed class ExportPass(ExportRequest request, ExportAnchor anchor)
{
    private const int LeavesAtOnce = 4096;

    private readonly List<EntryHash> _hashes = new(LeavesAtOnce);
    private MerkleFrontier _frontier = anchor.Before;

    /// <param name="before">Leaves that earlier passes read, and <paramref name="total"/> that all will: for the progress.</param>
    public async Task RunAsync(IReadOnlyList<IExportPart> parts, long before, long total, CancellationToken cancellationToken)
    {
        var next = request.From;
        await foreach (var leaf in request.Leaves(request.From, request.To, cancellationToken).WithCancellation(cancellationToken))
        {
            if (leaf.Index != next) throw Missing(next);
            foreach (var part in parts) await AddAsync(part, leaf, cancellationToken);
            if (next < anchor.SignedEnd) _hashes.Add(leaf.Hash);
            next++;
            if ((next - request.From) % LeavesAtOnce != 0) continue;
            Fold();
            request.Progress?.Report(new(before + next - request.From, total));
        }
        if (next != request.To) throw Missing(next);
        Fold();
        anchor.Check(_frontier.Root);
        foreach (var part in parts) await part.EndAsync(cancellationToken);
        request.Progress?.Report(new(before + next - request.From, total));
    }

    private async ValueTask AddAsync(IExportPart part, TrailLeaf leaf, CancellationToken cancellationToken)
    {
        try
        {
            await part.AddAsync(leaf, cancellationToken);
        }
        catch (FormatException e)
        {
            throw new TrailInconsistentException(request.Vendor, e.Message, e);
        }
    }

    private void Fold()
    {
        _frontier = _frontier.Append(_hashes);
        _hashes.Clear();
    }

    private TrailInconsistentException Missing(long index) => new(request.Vendor, $"entry {index} is missing");
}
