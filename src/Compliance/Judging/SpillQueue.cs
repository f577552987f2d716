using System.Runtime.InteropServices;

namespace Compliance.Judging;

/// <summary>First in, first out, of any length in a fixed amount of memory: the middle lies in a temporary file.</summary>
internal sealed class SpillQueue<T>(string? folder) : IDisposable where T : unmanaged
{
    private const int Block = 4096;

    private readonly T[] _head = new T[Block];
    private readonly T[] _tail = new T[Block];
    private SpillFile? _file;
    private long _read;
    private int _headAt;
    private int _headEnd;
    private int _tailEnd;

    public long Count { get; private set; }

    public void Enqueue(in T item)
    {
        if (_tailEnd == Block)
        {
            _file ??= new SpillFile(folder);
            _file.Append(MemoryMarshal.AsBytes(_tail.AsSpan()));
            _tailEnd = 0;
        }
        _tail[_tailEnd++] = item;
        Count++;
    }

    /// <summary>The oldest item; only while <see cref="Count"/> is above 0.</summary>
    public ref readonly T Peek()
    {
        if (_headAt == _headEnd) Refill();
        return ref _head[_headAt];
    }

    public void Drop()
    {
        if (_headAt == _headEnd) Refill();
        _headAt++;
        Count--;
        if (Count == 0) Rewind();
    }

    public void Dispose() => _file?.Dispose();

    private void Refill()
    {
        if (_file is not null && _read < _file.Length)
        {
            var bytes = MemoryMarshal.AsBytes(_head.AsSpan());
            _file.Read(bytes, _read);
            _read += bytes.Length;
            (_headAt, _headEnd) = (0, Block);
            return;
        }
        _tail.AsSpan(0, _tailEnd).CopyTo(_head);
        (_headAt, _headEnd, _tailEnd) = (0, _tailEnd, 0);
    }

    // An empty queue starts its file anew, so that the file holds no more than was once waiting.
    private void Rewind()
    {
        (_headAt, _headEnd) = (0, 0);
        if (_file is null) return;
        _file.Dispose();
        (_file, _read) = (null, 0);
    }
}
