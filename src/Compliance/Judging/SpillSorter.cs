using System.Runtime.InteropServices;

namespace Compliance.Judging;

/// <summary>Sorts any number of fixed-size records in a fixed amount of memory: what does not fit is written to a
/// temporary file in sorted runs, and the runs are merged while they are read.</summary>
internal sealed class SpillSorter<T> : IDisposable where T : unmanaged, ISortable<T>
{
    private const int FirstCapacity = 1024;

    private readonly int _capacity;
    private readonly string? _folder;
    private readonly List<(long Offset, long Count)> _runs = [];
    private T[] _buffer = [];
    private int _count;
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

    /// <summary>The records in order. Enumerate once, after the last <see cref="Add"/>.</summary>
    public RunMerge<T> Sorted()
    {
        var last = new SortedRun<T>(_buffer, Order());
        return new RunMerge<T>(_file, _runs, last, budget: (long)_capacity * Marshal.SizeOf<T>());
    }

    public void Dispose() => _file?.Dispose();

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
        var chunk = new T[Math.Min(order.Length, Math.Max(1, (1 << 18) / Marshal.SizeOf<T>()))];
        for (var i = 0; i < order.Length;)
        {
            var n = 0;
            for (; n < chunk.Length && i < order.Length; n++, i++) chunk[n] = _buffer[order[i]];
            _file.Append(MemoryMarshal.AsBytes(chunk.AsSpan(0, n)));
        }
        _runs.Add((offset, order.Length));
        _count = 0;
    }

    // Sorting indices by a 64-bit prefix moves 12 bytes an exchange instead of a whole record.
    private int[] Order()
    {
        var prefixes = new ulong[_count];
        var order = new int[_count];
        for (var i = 0; i < _count; i++) (prefixes[i], order[i]) = (_buffer[i].Prefix, i);
        Array.Sort(prefixes, order);
        var buffer = _buffer;
        for (var start = 0; start < _count;)
        {
            var end = start + 1;
            while (end < _count && prefixes[end] == prefixes[start]) end++;
            if (end - start > 1) order.AsSpan(start, end - start).Sort((a, b) => T.Compare(buffer[a], buffer[b]));
            start = end;
        }
        return order;
    }
}

/// <summary>Records in memory, and the order to read them in.</summary>
internal readonly record struct SortedRun<T>(T[] Records, int[] Order);
