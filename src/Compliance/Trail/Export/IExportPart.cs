namespace Compliance.Trail.Export;

/// <summary>Files that are made of the leaves as they go by.</summary>
internal interface IExportPart : IAsyncDisposable
{
    ValueTask AddAsync(TrailLeaf leaf, CancellationToken cancellationToken);

    /// <summary>There are no more leaves. A part that is disposed without this leaves its files cut.</summary>
    ValueTask EndAsync(CancellationToken cancellationToken);
}
