using System.Runtime.InteropServices;

namespace Compliance.Judging;

/// <summary>Sorts any number of fixed-size records in a fixed amount of memory: what does not fit is written to a
/// temporary file in sorted runs, and the runs are merged while they are read.</summary>
internal sealed class SpillSorter<T> : IDisposable where T : unmanaged, ISortable<T>
{
    private const int FirstCapacity = 1024;
    private const int ChunkBytes = 1 << 18;

    private readonly int _capacity;
    private readonly string? _folder;
    private readonly List<(long Offset, long Count)> _runs = [];
    private T[] _buffer = [];
    private T[] _chunk = [];
    private ulong[] _prefixes = [];
    private int[] _order = [];
    private int _count;
    private int _sorted;
    private (long Offset, long Count) _run;
    private SpillFile? _file;

    /// <param name="memory">Bytes to hold before spilling.</param>
    /// <param name="folder">Folder of the temporary file; null: the system's.</param>
    public SpillSorter(long memory, string? folder)
    {
        _capacity = (int)Math.Clamp(memory / Marshal.SizeOf<T>(), 1, 1 << 24);
        _folder = folder;
    }

    public long Count { get; private set; }

    public void Add(in T record)
    {
        if (_count == _buffer.Length) MakeRoom();
        _buffer[_count++] = record;
        Count++;
    }

    /// <summary>Adds a record that does not come before the one so added last: it need not be sorted again. <see cref="EndSorted"/> ends such a run,
    /// before anything else is added.</summary>
    public void AddSorted(in T record)
    {
        if (_sorted == Chunk.Length) FlushSorted();
        _chunk[_sorted++] = record;
        Count++;
    }

    public void EndSorted()
    {
        FlushSorted();
        if (_run.Count > 0) _runs.Add(_run);
        _run = default;
    }

    /// <summary>The records in order. Enumerate once, after the last <see cref="Add"/>.</summary>
    public RunMerge<T> Sorted()
    {
        if (_file is null) return new RunMerge<T>(_buffer, Order(), _count);
        // What is left joins the other runs: the memory that sorted them is the memory that they are read into.
        if (_count > 0) Spill();
        var memory = (int)Math.Min(_capacity, Count);
        if (_buffer.Length < memory) _buffer = new T[memory];
        return new RunMerge<T>(_buffer, _file, _runs);
    }

    public void Dispose() => _file?.Dispose();

    private T[] Chunk => _chunk.Length > 0 ? _chunk : _chunk = new T[Math.Min(_capacity, Math.Max(1, ChunkBytes / Marshal.SizeOf<T>()))];

    private void FlushSorted()
    {
        if (_sorted == 0) return;
        _file ??= new SpillFile(_folder);
        if (_run.Count == 0) _run.Offset = _file.Length;
        _file.Append(MemoryMarshal.AsBytes(_chunk.AsSpan(0, _sorted)));
        _run.Count += _sorted;
        _sorted = 0;
    }

    private void MakeRoom()
    {
        if (_buffer.Length < _capacity) Array.Resize(ref _buffer, Math.Min(_capacity, Math.Max(FirstCapacity, _buffer.Length * 2)));
        else Spill();
    }

    private void Spill()
    {
        _file ??= new SpillFile(_folder);
        var order = Order();
        var offset = _file.Length;
        var chunk = Chunk;
        for (var i = 0; i < _count;)
        {
            var n = 0;
            for (; n < chunk.Length && i < _count; n++, i++) chunk[n] = _buffer[order[i]];
            _file.Append(MemoryMarshal.AsBytes(chunk.AsSpan(0, n)));
        }
        _runs.Add((offset, _count));
        _count = 0;
    }

    // Sorting indices by a 64-bit prefix moves 12 bytes an exchange instead of a whole record.
    private int[] Order()
    {
        if (_order.Length < _count) (_prefixes, _order) = (new ulong[_buffer.Length], new int[_buffer.Length]);
        for (var i = 0; i < _count; i++) (_prefixes[i], _order[i]) = (_buffer[i].Prefix, i);
        Array.Sort(_prefixes, _order, 0, _count);
        var buffer = _buffer;
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && _prefixes[end] == _prefixes[start]) end++;
            if (end - start > 1) _order.AsSpan(start, end - start).Sort((a, b) => T.Compare(buffer[a], buffer[b]));
            start = end;
        }
        return _order;
    }
}
