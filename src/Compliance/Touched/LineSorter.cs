using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>Sorts any number of lines by a key in a fixed amount of memory: what does not fit is written to a temporary file in sorted
/// runs, and the runs are merged while they are written out. Keys are compared byte by byte, equal ones by their lines.</summary>
/// <remarks>INVARIANT: key and line are of bounded length; whoever adds them cuts what a log may make longer.</remarks>
internal sealed class LineSorter(long memory, string? folder) : IDisposable
{
    private const int Header = 2 * sizeof(int);
    private const int MostRead = 1 << 18;
    private const int LeastRead = 1 << 12;

    private readonly int _capacity = (int)Math.Clamp(memory, 1, 1 << 29);
    private readonly List<Entry> _entries = [];
    private readonly List<(long Offset, long Length)> _runs = [];
    private byte[] _buffer = new byte[4096];
    private int _used;
    private SpillFile? _file;

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> line)
    {
        var length = Header + key.Length + line.Length;
        if (_used > 0 && _used + length > _capacity - _entries.Count * Marshal.SizeOf<Entry>()) Spill();
        if (_buffer.Length - _used < length) Array.Resize(ref _buffer, Math.Max(Math.Min(_buffer.Length * 2, _capacity), _used + length));
        var target = _buffer.AsSpan(_used, length);
        BinaryPrimitives.WriteInt32LittleEndian(target, key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[sizeof(int)..], line.Length);
        key.CopyTo(target[Header..]);
        line.CopyTo(target[(Header + key.Length)..]);
        _entries.Add(new Entry(_used, length));
        _used += length;
    }

    /// <summary>Writes the lines in order, each ended by a line feed. Once, after the last <see cref="Add"/>.</summary>
    public void WriteTo(Stream output)
    {
        if (_file is null)
        {
            Sort();
            foreach (var entry in _entries) Write(output, Line(_buffer.AsSpan(entry.Start, entry.Length)));
            return;
        }
        if (_used > 0) Spill();
        var piece = (int)Math.Clamp(_capacity / _runs.Count, LeastRead, MostRead);
        var heads = new PriorityQueue<Cursor, Cursor>(Comparer<Cursor>.Create((a, b) => Compare(a.Current, b.Current)));
        foreach (var (offset, length) in _runs)
        {
            var cursor = new Cursor(_file, offset, length, piece);
            if (cursor.Next()) heads.Enqueue(cursor, cursor);
        }
        while (heads.TryDequeue(out var head, out _))
        {
            Write(output, Line(head.Current));
            if (head.Next()) heads.Enqueue(head, head);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static void Write(Stream output, ReadOnlySpan<byte> line)
    {
        output.Write(line);
        output.Write("\n"u8);
    }

    private static int KeyLength(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadInt32LittleEndian(entry);

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> entry) => entry[(Header + KeyLength(entry))..];

    private static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var order = left.Slice(Header, KeyLength(left)).SequenceCompareTo(right.Slice(Header, KeyLength(right)));
        return order == 0 ? Line(left).SequenceCompareTo(Line(right)) : order;
    }

    private void Sort()
    {
        var buffer = _buffer;
        _entries.Sort((a, b) => Compare(buffer.AsSpan(a.Start, a.Length), buffer.AsSpan(b.Start, b.Length)));
    }

    private void Spill()
    {
        _file ??= new SpillFile(folder);
        Sort();
        var offset = _file.Length;
        var chunk = new byte[Math.Min(_used, MostRead)];
        var filled = 0;
        foreach (var entry in _entries)
        {
            var bytes = _buffer.AsSpan(entry.Start, entry.Length);
            while (bytes.Length > 0)
            {
                var n = Math.Min(bytes.Length, chunk.Length - filled);
                bytes[..n].CopyTo(chunk.AsSpan(filled));
                bytes = bytes[n..];
                filled += n;
                if (filled < chunk.Length) continue;
                _file.Append(chunk);
                filled = 0;
            }
        }
        if (filled > 0) _file.Append(chunk.AsSpan(0, filled));
        _runs.Add((offset, _file.Length - offset));
        _entries.Clear();
        _used = 0;
    }

    private readonly record struct Entry(int Start, int Length);

    /// <summary>Reads one run, a piece at a time.</summary>
    private sealed class Cursor(SpillFile file, long offset, long left, int piece)
    {
        private byte[] _block = new byte[piece];
        private int _start;
        private int _length;
        private int _filled;

        public ReadOnlySpan<byte> Current => _block.AsSpan(_start, _length);

        public bool Next()
        {
            _start += _length;
            _length = 0;
            if (_start == _filled && left == 0) return false;
            Ensure(Header);
            var entry = _block.AsSpan(_start);
            _length = Header + KeyLength(entry) + BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(int)..]);
            Ensure(_length);
            return true;
        }

        // Holds at least so many bytes from the start on.
        private void Ensure(int bytes)
        {
            if (_filled - _start >= bytes) return;
            _block.AsSpan(_start, _filled - _start).CopyTo(_block);
            (_start, _filled) = (0, _filled - _start);
            if (_block.Length < bytes) Array.Resize(ref _block, bytes);
            var n = (int)Math.Min(left, _block.Length - _filled);
            file.Read(_block.AsSpan(_filled, n), offset);
            (offset, left, _filled) = (offset + n, left - n, _filled + n);
        }
    }
}
