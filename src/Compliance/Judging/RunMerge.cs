using System.Runtime.InteropServices;

namespace Compliance.Judging;

/// <summary>Reads sorted runs as one: <c>while (merge.Next()) use(merge.Current)</c>.</summary>
internal sealed class RunMerge<T> where T : unmanaged, ISortable<T>
{
    private const int MostReadBytes = 1 << 18;

    private readonly SpillFile? _file;
    private readonly Cursor[] _heap;
    private int _size;
    private bool _started;

    /// <summary>Records that never left memory.</summary>
    public RunMerge(T[] records, int[] order, int count)
    {
        _heap = new Cursor[1];
        Enter(new Cursor { Block = records, Order = order, Left = count });
    }

    /// <param name="memory">What the runs are read into, a piece of it each: many runs are read in small pieces.</param>
    public RunMerge(T[] memory, SpillFile file, IReadOnlyList<(long Offset, long Count)> runs)
    {
        _file = file;
        _heap = new Cursor[runs.Count];
        var piece = Math.Min(memory.Length / runs.Count, Math.Max(1, MostReadBytes / Marshal.SizeOf<T>()));
        // With more runs than records fit in memory, one each is the least there is.
        if (piece == 0) (memory, piece) = (new T[runs.Count], 1);
        for (var i = 0; i < runs.Count; i++)
            Enter(new Cursor { Block = memory, Start = i * piece, Length = piece, Offset = runs[i].Offset, Left = runs[i].Count });
        for (var i = _size / 2 - 1; i >= 0; i--) Sink(i);
    }

    /// <summary>The record reached by the last <see cref="Next"/> that returned true.</summary>
    public ref readonly T Current => ref _heap[0].Current;

    public bool Next()
    {
        if (!_started)
        {
            _started = true;
            return _size > 0;
        }
        if (_size == 0) return false;
        if (!Advance(_heap[0]))
        {
            _heap[0] = _heap[--_size];
            if (_size == 0) return false;
        }
        if (_size > 1) Sink(0);
        return true;
    }

    private void Enter(Cursor cursor)
    {
        if (Advance(cursor)) _heap[_size++] = cursor;
    }

    private bool Advance(Cursor cursor)
    {
        cursor.Position++;
        if (cursor.Position == cursor.Filled && !Fill(cursor)) return false;
        cursor.Prefix = cursor.Current.Prefix;
        return true;
    }

    private bool Fill(Cursor cursor)
    {
        if (cursor.Left == 0) return false;
        // What is left of a run in memory is all of it.
        if (cursor.Order is not null)
        {
            (cursor.Position, cursor.Filled, cursor.Left) = (0, (int)cursor.Left, 0);
            return true;
        }
        var n = (int)Math.Min(cursor.Left, cursor.Length);
        var bytes = MemoryMarshal.AsBytes(cursor.Block.AsSpan(cursor.Start, n));
        _file!.Read(bytes, cursor.Offset);
        cursor.Offset += bytes.Length;
        cursor.Left -= n;
        (cursor.Position, cursor.Filled) = (0, n);
        return true;
    }

    private void Sink(int at)
    {
        var moving = _heap[at];
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _size) break;
            if (child + 1 < _size && Precedes(_heap[child + 1], _heap[child])) child++;
            if (!Precedes(_heap[child], moving)) break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = moving;
    }

    private static bool Precedes(Cursor left, Cursor right) =>
        left.Prefix == right.Prefix ? T.Compare(left.Current, right.Current) < 0 : left.Prefix < right.Prefix;

    private sealed class Cursor
    {
        public T[] Block = [];

        /// <summary>For a run in memory: the order in which to read the block.</summary>
        public int[]? Order;

        /// <summary>The piece of the block that the run is read into.</summary>
        public int Start;
        public int Length;
        public int Position = -1;
        public int Filled;
        public long Offset;
        public long Left;
        public ulong Prefix;

        public ref T Current => ref Block[Order is null ? Start + Position : Order[Position]];
    }
}
