using System.Buffers;

namespace Compliance.Trail.Export;

/// <summary>Writes one file of an export after another, through one buffer: what is small goes to the target in large pieces.</summary>
internal sealed class ExportFile(IExportTarget target) : IBufferWriter<byte>, IAsyncDisposable
{
    // Below the size at which an array is a large object.
    private const int PieceSize = 80 * 1024;

    private byte[] _buffer = new byte[PieceSize];
    private int _used;
    private IExportTargetFile? _file;

    public bool IsOpen => _file is not null;

    /// <summary>Writes a small file whole.</summary>
    public static async Task WriteAsync(IExportTarget target, string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var file = await target.CreateAsync(path, cancellationToken);
        await file.WriteAsync(bytes, cancellationToken);
    }

    public async ValueTask OpenAsync(string path, CancellationToken cancellationToken) =>
        _file = await target.CreateAsync(path, cancellationToken);

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_used);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>After each record: passes on what has gathered, when it is much.</summary>
    public ValueTask PassOnAsync(CancellationToken cancellationToken) => _used < PieceSize / 2 ? default : FlushAsync(cancellationToken);

    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await DisposeAsync();
    }

    /// <summary>Lets the file go as it is: what has gathered is not written, as the export has broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        _used = 0;
        if (_file is not { } file) return;
        _file = null;
        await file.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _file!.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken);
        _used = 0;
    }

    // One record can be larger than a piece; the largest decides how large the buffer gets.
    private void Grow(int more)
    {
        if (_buffer.Length - _used < more) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _used + more));
    }
}
