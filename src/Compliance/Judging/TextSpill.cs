using System.Buffers.Binary;

namespace Compliance.Judging;

/// <summary>Keeps the texts of records that may have to be shown, outside memory, to be looked up by offset.</summary>
internal sealed class TextSpill(string? folder) : IDisposable
{
    private const int Header = 3 * sizeof(int);

    private byte[] _buffer = new byte[1 << 18];
    private int _used;
    private long _flushed;
    private SpillFile? _file;

    /// <summary>Appends three texts (UTF-8, any may be empty) and returns where they lie.</summary>
    public long Append(ReadOnlySpan<byte> principal, ReadOnlySpan<byte> action, ReadOnlySpan<byte> resource)
    {
        var length = Header + principal.Length + action.Length + resource.Length;
        if (_buffer.Length - _used < length) MakeRoom(length);
        var target = _buffer.AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(target, principal.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], action.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], resource.Length);
        principal.CopyTo(target[Header..]);
        action.CopyTo(target[(Header + principal.Length)..]);
        resource.CopyTo(target[(Header + principal.Length + action.Length)..]);
        var at = _flushed + _used;
        _used += length;
        return at;
    }

    public EventText Read(long at)
    {
        Span<byte> header = stackalloc byte[Header];
        ReadBytes(header, at);
        var principal = BinaryPrimitives.ReadInt32LittleEndian(header);
        var action = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        var resource = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var bytes = new byte[principal + action + resource];
        ReadBytes(bytes, at + Header);
        return new EventText(bytes.AsMemory(0, principal), bytes.AsMemory(principal, action), bytes.AsMemory(principal + action));
    }

    /// <summary>Bytes of everything appended.</summary>
    public long Length => _flushed + _used;

    /// <summary>Hands on everything appended, in pieces.</summary>
    public void CopyTo(Action<ReadOnlySpan<byte>> use)
    {
        var piece = new byte[_flushed == 0 ? 0 : _buffer.Length];
        for (var at = 0L; at < _flushed; at += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, _flushed - at));
            _file!.Read(part, at);
            use(part);
        }
        use(_buffer.AsSpan(0, _used));
    }

    /// <summary>Appends a piece of what another handed on. When all of its pieces are appended, its texts lie as far behind where it begins here as they lay there.</summary>
    public void AppendCopy(ReadOnlySpan<byte> piece)
    {
        if (_used > 0 || _file is null) MakeRoom(0);
        _file!.Append(piece);
        _flushed += piece.Length;
    }

    public void Dispose() => _file?.Dispose();

    private void ReadBytes(Span<byte> target, long at)
    {
        if (at >= _flushed) _buffer.AsSpan((int)(at - _flushed), target.Length).CopyTo(target);
        else _file!.Read(target, at);
    }

    // A record's texts are written together: they never straddle what is flushed and what is not.
    private void MakeRoom(int length)
    {
        _file ??= new SpillFile(folder);
        _file.Append(_buffer.AsSpan(0, _used));
        _flushed += _used;
        _used = 0;
        if (_buffer.Length < length) _buffer = new byte[length];
    }
}

/// <summary>Texts of one record, UTF-8; empty where they stand in the access model or are absent.</summary>
internal readonly record struct EventText(ReadOnlyMemory<byte> Principal, ReadOnlyMemory<byte> Action, ReadOnlyMemory<byte> Resource);
