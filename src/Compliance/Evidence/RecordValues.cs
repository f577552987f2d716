using System.Runtime.CompilerServices;

namespace Compliance.Evidence;

/// <summary>The kind of a captured value.</summary>
internal enum ValueKind : byte
{
    Absent,
    Text,
    Number,
    Boolean,

    /// <summary>An object or array, as its source text.</summary>
    Json,
}

/// <summary>The values that a format wanted from the current record, by slot. They point into the reader's buffers and
/// are gone with the next record.</summary>
internal sealed unsafe class RecordValues
{
    private struct Slot
    {
        public byte* Start;
        public int Length;

        // Generation of the record that filled the slot, above the kind: beginning a record clears nothing.
        public long Mark;
    }

    private readonly Slot[] _slots;
    private byte[] _composed = new byte[512];
    private int _composedLength;
    private long _generation;

    private readonly int[] _filled;
    private int _filledCount;

    public RecordValues(int slots)
    {
        _slots = new Slot[slots];
        _filled = new int[slots];
    }

    /// <summary>The slots that the record filled, in its order.</summary>
    public ReadOnlySpan<int> Filled => _filled.AsSpan(0, _filledCount);

    /// <summary>Forgets the last record.</summary>
    public void Begin()
    {
        _generation++;
        _filledCount = 0;
        _composedLength = 0;
    }

    public bool Has(int slot) => _slots[slot].Mark >> 8 == _generation;

    public ValueKind Kind(int slot) => Has(slot) ? (ValueKind)(_slots[slot].Mark & 0xFF) : ValueKind.Absent;

    /// <summary>The value as written, unescaped; empty when absent.</summary>
    public ReadOnlySpan<byte> Raw(int slot)
    {
        ref var at = ref _slots[slot];
        return at.Mark >> 8 == _generation ? new ReadOnlySpan<byte>(at.Start, at.Length) : default;
    }

    /// <summary>The value; empty when absent or when it is a word that says so (<see cref="AbsentWords"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(int slot)
    {
        ref var at = ref _slots[slot];
        if (at.Mark >> 8 != _generation) return default;
        var text = new ReadOnlySpan<byte>(at.Start, at.Length);
        return AbsentWords.Is(text) ? default : text;
    }

    /// <summary>The first of two that is present.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Text(int slot, int otherwise)
    {
        var text = Text(slot);
        return text.IsEmpty ? Text(otherwise) : text;
    }

    /// <summary>The first of three that is present.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Text(int slot, int second, int third)
    {
        var text = Text(slot);
        return text.IsEmpty ? Text(second, third) : text;
    }

    /// <summary>Sets a slot unless the record set it before: of two spellings of one name the first wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int slot, byte* start, long length, ValueKind kind)
    {
        ref var at = ref _slots[slot];
        if (at.Mark >> 8 == _generation) return;
        at.Start = start;
        at.Length = (int)length;
        at.Mark = _generation << 8 | (long)kind;
        _filled[_filledCount++] = slot;
    }

    /// <summary>Joins parts into text that lives as long as the record.</summary>
    public ReadOnlySpan<byte> Compose(scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second, scoped ReadOnlySpan<byte> third = default)
    {
        var length = first.Length + second.Length + third.Length;
        // Spans handed out earlier keep the array they point into.
        if (_composed.Length - _composedLength < length)
        {
            _composed = new byte[Math.Max(_composed.Length * 2, length)];
            _composedLength = 0;
        }
        var target = _composed.AsSpan(_composedLength, length);
        first.CopyTo(target);
        second.CopyTo(target[first.Length..]);
        third.CopyTo(target[(first.Length + second.Length)..]);
        _composedLength += length;
        return target;
    }
}
