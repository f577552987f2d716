using Compliance.Trail.Hashing;

namespace Compliance.Trail.Verification;

/// <summary>The next lines of a file, and the leaf hash of each.</summary>
internal sealed class LineQueue(Stream stream, TreeHashing hashing) : IDisposable
{
    /// <summary>Lines that may be held at a time.</summary>
    public const int Most = 1024;

    /// <summary>Bytes of a line that are looked at; a longer one is no leaf, and its rest is passed over.</summary>
    public const int MostBytes = 65_535;

    private const int Piece = 1 << 18;

    /// <summary>Bytes of one line that are passed over; a file of holes can go on for longer than anybody waits.</summary>
    private const long MostPassedOver = 1 << 26;

    private readonly (int Start, int Length)[] _lines = new (int, int)[Most];
    private readonly byte[] _hashes = new byte[Most * EntryHash.Size];
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(2 * Piece);
    private int _first;
    private int _hashed;
    private int _begin;
    private int _searched;
    private int _end;
    private bool _ended;
    private bool _passing;
    private long _passedOver;

    /// <summary>Lines that are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the last line of the file lacks its line break.</summary>
    public bool IsUnterminated { get; private set; }

    public ReadOnlySpan<byte> Line(int i) => _buffer.AsSpan(_lines[_first + i].Start, _lines[_first + i].Length);

    public ReadOnlySpan<byte> Hash(int i) => _hashes.AsSpan((_first + i) * EntryHash.Size, EntryHash.Size);

    /// <summary>The hashes of the first lines, one after the other.</summary>
    public ReadOnlySpan<byte> Hashes(int count) => _hashes.AsSpan(_first * EntryHash.Size, count * EntryHash.Size);

    /// <summary>Holds at least so many lines, if the file has them.</summary>
    /// <param name="count">At most <see cref="Most"/>.</param>
    public void Fill(int count)
    {
        if (Count >= count) return;
        if (_first + count > Most) Shift();
        while (Count < count && (Cut() || Read())) { }
        if (Count < count && _end > _begin) CutLast();
        hashing.Leaves(_buffer, _lines.AsSpan(_first + _hashed, Count - _hashed), _hashes.AsSpan((_first + _hashed) * EntryHash.Size));
        _hashed = Count;
    }

    /// <summary>Gives up the first lines.</summary>
    public void Take(int count) => (_first, Count, _hashed) = (_first + count, Count - count, _hashed - count);

    /// <summary>Gives up lines among the others.</summary>
    public void Remove(int at, int count)
    {
        var rest = Count - at - count;
        _lines.AsSpan(_first + at + count, rest).CopyTo(_lines.AsSpan(_first + at));
        _hashes.AsSpan((_first + at + count) * EntryHash.Size, rest * EntryHash.Size).CopyTo(_hashes.AsSpan((_first + at) * EntryHash.Size));
        (Count, _hashed) = (Count - count, _hashed - count);
    }

    public void Dispose() => stream.Dispose();

    // The next line that is whole.
    private bool Cut()
    {
        var next = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        if (next < 0)
        {
            _searched = _end;
            return _end - _begin > MostBytes && PassOver();
        }
        var end = _searched + next;
        if (!_passing) Add(Math.Min(end - _begin, MostBytes));
        _passing = false;
        _begin = _searched = end + 1;
        return true;
    }

    // What is held of a line that is too long stands for it; the rest is read and forgotten.
    private bool PassOver()
    {
        if (!_passing)
        {
            Add(MostBytes);
            _passedOver = 0;
        }
        _passedOver += _end - _begin;
        _ended |= _passedOver > MostPassedOver;
        _begin = _passing ? _end : _begin + MostBytes;
        _searched = _end = _begin;
        _passing = true;
        return true;
    }

    private void CutLast()
    {
        if (!_passing) Add(Math.Min(_end - _begin, MostBytes));
        IsUnterminated = true;
        _begin = _searched = _end;
    }

    private void Add(int length) => _lines[_first + Count++] = (_begin, length);

    private bool Read()
    {
        if (_ended) return false;
        if (_buffer.Length - _end < Piece) MakeRoom();
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
        return read > 0;
    }

    private void MakeRoom()
    {
        var kept = Count > 0 ? _lines[_first].Start : _begin;
        var roomy = _end - kept + Piece > _buffer.Length ? GC.AllocateUninitializedArray<byte>(2 * _buffer.Length) : _buffer;
        _buffer.AsSpan(kept, _end - kept).CopyTo(roomy);
        _buffer = roomy;
        for (var i = 0; i < Count; i++) _lines[_first + i].Start -= kept;
        (_begin, _searched, _end) = (_begin - kept, _searched - kept, _end - kept);
    }

    private void Shift()
    {
        _lines.AsSpan(_first, Count).CopyTo(_lines);
        _hashes.AsSpan(_first * EntryHash.Size, _hashed * EntryHash.Size).CopyTo(_hashes);
        _first = 0;
    }
}
