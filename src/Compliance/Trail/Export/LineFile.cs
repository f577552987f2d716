namespace Compliance.Trail.Export;

/// <summary><c>entries.ndjson</c>: each line exactly a leaf, which as RFC 8785 JSON has no line break.</summary>
internal sealed class LineFile(IExportTarget target) : IExportPart
{
    private readonly ExportFile _file = new(target);

    public async ValueTask AddAsync(TrailLeaf leaf, CancellationToken cancellationToken)
    {
        if (!_file.IsOpen) await _file.OpenAsync(ExportPaths.Lines, cancellationToken);
        _file.Append(leaf.Bytes.Span);
        _file.Append("\n"u8);
        await _file.PassOnAsync(cancellationToken);
    }

    public ValueTask EndAsync(CancellationToken cancellationToken) => _file.CloseAsync(cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
