using System.IO.Compression;

namespace Compliance.Trail.Export;

/// <summary>An export as a zip archive, written forwards: to a stream that cannot seek, such as the answer to a request.</summary>
/// <remarks>An archive has one file open at a time. Its files all carry one date, so that the same export is the same bytes.
/// Without its list of files, which comes last, an archive cannot be opened: one that broke off shows.</remarks>
public sealed class ZipTarget : IExportTarget
{
    // The earliest that an archive can say.
    private static readonly DateTimeOffset Dated = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int PieceSize = 64 * 1024;

    private readonly Stream _output;
    private readonly Gathered _gathered;
    private ZipArchive? _archive;

    private ZipTarget(Stream output, Gathered gathered) => (_output, _gathered) = (output, gathered);

    /// <inheritdoc/>
    public bool ManyOpen => false;

    /// <param name="output">Is written to asynchronously only, and stays open.</param>
    public static async Task<ZipTarget> CreateAsync(Stream output, CancellationToken cancellationToken)
    {
        var target = new ZipTarget(output, new Gathered());
        target._archive = await ZipArchive.CreateAsync(target._gathered, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        return target;
    }

    /// <inheritdoc/>
    public async ValueTask<IExportTargetFile> CreateAsync(string path, CancellationToken cancellationToken)
    {
        var entry = _archive!.CreateEntry(path, LevelOf(path));
        entry.LastWriteTime = Dated;
        return new Compressed(this, await entry.OpenAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await _archive!.DisposeAsync();
        await PassOnAsync(cancellationToken);
        await _output.FlushAsync(cancellationToken);
    }

    private async ValueTask PassOnAsync(CancellationToken cancellationToken)
    {
        await _output.WriteAsync(_gathered.GetBuffer().AsMemory(0, (int)_gathered.Length), cancellationToken);
        _gathered.SetLength(0);
    }

    // Hashes do not become smaller.
    private static CompressionLevel LevelOf(string path) =>
        path.StartsWith("tile/", StringComparison.Ordinal) && !path.StartsWith("tile/entries/", StringComparison.Ordinal)
            ? CompressionLevel.NoCompression
            : CompressionLevel.Fastest;

    private sealed class Compressed(ZipTarget target, Stream stream) : IExportTargetFile
    {
        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(bytes, cancellationToken);
            if (target._gathered.Length >= PieceSize) await target.PassOnAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => stream.DisposeAsync();
    }

    // The archive ends a file synchronously, also when it is asked not to (.NET 10), which the answer to a request does not take.
    // So what it writes is gathered here, and passed on in between.
    private sealed class Gathered : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
