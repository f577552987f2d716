using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Csv;

/// <summary>How reading a row ended.</summary>
internal enum CsvRowEnd
{
    /// <summary>The row is whole.</summary>
    Whole,

    /// <summary>The text ends before the row does.</summary>
    NeedsMore,

    /// <summary>The row is no CSV (see <see cref="CsvRow.Error"/>).</summary>
    Broken,
}

/// <summary>Finds the fields of one row (RFC 4180, any delimiter). A quote inside an unquoted field is text, as most
/// exporters mean it.</summary>
internal sealed unsafe class CsvRow(byte delimiter)
{
    private Field[] _fields = new Field[64];
    private byte[] _unquoted = [];
    private bool _startsQuoted;

    private struct Field
    {
        public byte* Start;
        public byte* End;

        // Quoted and holding doubled quotes.
        public bool Doubled;
    }

    /// <summary>Fields found.</summary>
    public int Count { get; private set; }

    /// <summary>Behind the row, its line end included.</summary>
    public byte* End { get; private set; }

    /// <summary>What is wrong with a broken row.</summary>
    public string Error { get; private set; } = "";

    /// <summary>A row without a field: an empty line.</summary>
    public bool IsBlank => Count == 1 && _fields[0].Start == _fields[0].End && !_startsQuoted;

    /// <summary>Reads the row that begins at a place.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="limit">Behind the text at hand; followed by the window's padding.</param>
    /// <param name="final">Nothing follows the limit, so that the last row may lack its line end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CsvRowEnd Read(byte* start, byte* limit, bool final)
    {
        Count = 0;
        _startsQuoted = *start == '"';
        var at = start;
        while (true)
        {
            if (*at == '"' && at < limit)
            {
                at = Quoted(at, limit, out var end);
                if (end != CsvRowEnd.Whole) return end == CsvRowEnd.NeedsMore && final ? Break("a quoted field is never closed") : end;
                if (at >= limit) return final ? Finish(limit) : CsvRowEnd.NeedsMore;
                if (*at == '\r' && at + 1 >= limit && !final) return CsvRowEnd.NeedsMore;
                if (*at == '\r' && (at + 1 >= limit || at[1] == '\n')) at++;
                if (at >= limit || *at == '\n') return Finish(at < limit ? at + 1 : limit);
                if (*at++ != delimiter) return Break($"expected a delimiter or the end of the line behind the quotes of field {Count}");
                continue;
            }
            var field = at;
            at = FieldEnd(at, limit);
            if (at >= limit)
            {
                if (!final) return CsvRowEnd.NeedsMore;
                Add(field, limit, false);
                return Finish(limit);
            }
            if (*at == delimiter)
            {
                Add(field, at++, false);
                continue;
            }
            Add(field, at > field && at[-1] == '\r' ? at - 1 : at, false);
            return Finish(at + 1);
        }
    }

    /// <summary>The text of a field, its quotes taken off.</summary>
    public ReadOnlySpan<byte> Text(int index)
    {
        ref var field = ref _fields[index];
        var raw = new ReadOnlySpan<byte>(field.Start, (int)(field.End - field.Start));
        if (!field.Doubled) return raw;
        var text = new byte[raw.Length];
        return text.AsSpan(0, Undouble(raw, text));
    }

    /// <summary>Sets the values of the wanted columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyTo(RecordValues values, int[] slotOfColumn)
    {
        values.Begin();
        var used = 0;
        for (var column = 0; column < Count; column++)
        {
            var slot = slotOfColumn[column];
            if (slot < 0) continue;
            ref var field = ref _fields[column];
            if (!field.Doubled) values.Set(slot, field.Start, field.End - field.Start, ValueKind.Text);
            else SetUndoubled(values, slot, field, ref used);
        }
    }

    private void SetUndoubled(RecordValues values, int slot, Field field, ref int used)
    {
        var raw = new ReadOnlySpan<byte>(field.Start, (int)(field.End - field.Start));
        // INVARIANT: room for the whole row, taken before the first field, so that earlier values keep their place; and behind each
        // value a zero and readable bytes, so that it may be scanned as JSON. The zeros take the places of the doubled quotes.
        var room = (int)(End - _fields[0].Start) + Window.Padding;
        if (used == 0 && _unquoted.Length < room) _unquoted = GC.AllocateUninitializedArray<byte>(room * 2, pinned: true);
        var target = _unquoted.AsSpan(used);
        var length = Undouble(raw, target);
        target[length] = 0;
        values.Set(slot, (byte*)Unsafe.AsPointer(ref target[0]), length, ValueKind.Text);
        used += length + 1;
    }

    private static int Undouble(ReadOnlySpan<byte> raw, Span<byte> target)
    {
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            target[length++] = raw[i];
            if (raw[i] == '"') i++;
        }
        return length;
    }

    /// <summary>Reads a quoted field; returns behind its closing quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Quoted(byte* quote, byte* limit, out CsvRowEnd end)
    {
        end = CsvRowEnd.NeedsMore;
        var doubled = false;
        var at = quote + 1;
        while (true)
        {
            var found = new ReadOnlySpan<byte>(at, (int)(limit - at)).IndexOf((byte)'"');
            if (found < 0) return limit;
            at += found + 1;
            if (*at != '"' || at >= limit) break;
            doubled = true;
            at++;
        }
        // A quote that touches the limit may be the first of two; the caller asks for more unless it is final.
        end = CsvRowEnd.Whole;
        Add(quote + 1, at - 1, doubled);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* FieldEnd(byte* at, byte* limit)
    {
        var delimiters = Vector256.Create(delimiter);
        var lineFeeds = Vector256.Create((byte)'\n');
        for (; at < limit; at += Vector256<byte>.Count)
        {
            var text = Vector256.Load(at);
            var ends = (Vector256.Equals(text, delimiters) | Vector256.Equals(text, lineFeeds)).ExtractMostSignificantBits();
            if (ends != 0) return at + BitOperations.TrailingZeroCount(ends);
        }
        return limit;
    }

    private void Add(byte* start, byte* end, bool doubled)
    {
        if (Count == _fields.Length) Array.Resize(ref _fields, Count * 2);
        _fields[Count++] = new Field { Start = start, End = end, Doubled = doubled };
    }

    private CsvRowEnd Finish(byte* end)
    {
        End = end;
        return CsvRowEnd.Whole;
    }

    private CsvRowEnd Break(string error)
    {
        Error = error;
        return CsvRowEnd.Broken;
    }
}
