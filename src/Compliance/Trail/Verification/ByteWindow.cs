namespace Compliance.Trail.Verification;

/// <summary>A file read from its beginning to its end, of which a few bytes lie open at a time.</summary>
internal sealed class ByteWindow(Stream stream) : IDisposable
{
    private const int Piece = 1 << 18;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(Piece);
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The bytes that are open, from the first that was not skipped.</summary>
    public ReadOnlySpan<byte> Open => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Opens so many bytes, if the file has them.</summary>
    /// <param name="count">The window grows to it: the caller bounds it.</param>
    public bool Has(int count)
    {
        while (_end - _start < count && !_ended) Read(count);
        return _end - _start >= count;
    }

    public void Skip(int count) => _start += count;

    public void Dispose() => stream.Dispose();

    private void Read(int count)
    {
        if (_end == _buffer.Length || _buffer.Length - _start < count)
        {
            var open = Open;
            var roomy = _buffer.Length < count + Piece ? GC.AllocateUninitializedArray<byte>(2 * (count + Piece)) : _buffer;
            open.CopyTo(roomy);
            (_buffer, _start, _end) = (roomy, 0, open.Length);
        }
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
