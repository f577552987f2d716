using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Compliance.Evidence.Json;

/// <summary>Walks one JSON text once: checks it against RFC 8259 (UTF-8 apart, which the caller checks on the whole record)
/// and notes the values that are wanted, without an allocation per record.</summary>
/// <remarks>
/// Records of a log repeat their property names in the same order, so the scanner expects the name that followed the last
/// time and compares it in one step; only a surprise is looked up.
/// The text must be followed by <see cref="Bytes.Window.Padding"/> readable bytes and, at its limit, by a zero or a line feed: neither
/// continues any token, so no step tests for the limit.
/// Methods of the reading path are compiled with full optimisation at once: an audit is one long run of them, and the tiers
/// of the runtime would spend a good part of it in slow code.
/// </remarks>
internal sealed unsafe class JsonScanner(JsonPaths paths, RecordValues values)
{
    /// <summary>Nesting beyond which a record is refused.</summary>
    public const int MaxDepth = 64;

    private readonly JsonShapes _shapes = new();
    private JsonPlace? _root;
    private byte[] _unescaped = [];
    private byte* _unescapedEnd;
    private byte* _limit;

    /// <summary>Where the last text that failed is wrong; at its limit: it ends early.</summary>
    public byte* ErrorAt { get; private set; }

    /// <summary>What is wrong there.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Scans one value.</summary>
    /// <param name="start">Its first byte; no white space.</param>
    /// <param name="limit">Where the text ends, at or behind the end of the value.</param>
    /// <returns>Behind the value; null when it is no JSON (see <see cref="ErrorAt"/>).</returns>
    public byte* Scan(byte* start, byte* limit)
    {
        values.Begin();
        _limit = limit;
        _unescapedEnd = null;
        return Value(start, _root ??= new JsonPlace(paths.Root, _shapes), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Value(byte* at, JsonPlace place, int depth)
    {
        byte* end;
        switch (*at)
        {
            case (byte)'"':
                return String(at + 1, place);
            case (byte)'{':
                if (depth == MaxDepth) return Fail(at, "nested deeper than 64 levels");
                end = Object(at + 1, place.Object, depth + 1);
                if (place.JsonSlot >= 0 && end != null) values.Set(place.JsonSlot, at, end - at, ValueKind.Json);
                return end;
            case (byte)'[':
                if (depth == MaxDepth) return Fail(at, "nested deeper than 64 levels");
                end = Array(at + 1, place, depth + 1);
                if (place.JsonSlot >= 0 && end != null) values.Set(place.JsonSlot, at, end - at, ValueKind.Json);
                return end;
            case (byte)'t':
                return Literal(at, "true"u8, place, ValueKind.Boolean);
            case (byte)'f':
                return Literal(at, "false"u8, place, ValueKind.Boolean);
            case (byte)'n':
                return Literal(at, "null"u8, place, ValueKind.Absent);
            default:
                return Number(at, place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Object(byte* at, JsonShape shape, int depth)
    {
        if (*at <= ' ') at = SkipSpace(at);
        if (*at == '}') return at + 1;
        var last = shape.Before;
        while (true)
        {
            if (*at != '"') return Fail(at, "expected a property name");
            at++;
            JsonProperty property = last.Next;
            if (property.StandsAt(at))
            {
                at += property.Length;
                last = property;
            }
            else
            {
                at = Name(at, shape, ref last, out property);
                if (at == null) return null;
            }
            if (*at <= ' ') at = SkipSpace(at);
            at = *at == '"' ? String(at + 1, property) : Value(at, property, depth);
            if (at == null) return null;
            if (*at <= ' ') at = SkipSpace(at);
            if (*at != ',') return *at == '}' ? at + 1 : Fail(at, "expected `,` or `}` after a value");
            at++;
            if (*at <= ' ') at = SkipSpace(at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Array(byte* at, JsonPlace place, int depth)
    {
        if (*at <= ' ') at = SkipSpace(at);
        if (*at == ']') return at + 1;
        for (var index = 0; ; index++)
        {
            at = Value(at, place.Element(index), depth);
            if (at == null) return null;
            if (*at <= ' ') at = SkipSpace(at);
            if (*at != ',') return *at == ']' ? at + 1 : Fail(at, "expected `,` or `]` after an element");
            at++;
            if (*at <= ' ') at = SkipSpace(at);
        }
    }

    /// <summary>Reads a property name that was not expected, up to behind its colon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Name(byte* start, JsonShape shape, ref JsonProperty last, out JsonProperty property)
    {
        property = _shapes.Unlearned;
        var end = StringEnd(start, out var escaped);
        if (end == null) return null;
        if (escaped)
        {
            property = shape.FindUnlearned(Unescape(start, end));
        }
        else
        {
            property = shape.Find(new ReadOnlySpan<byte>(start, (int)(end - start)));
            // INVARIANT: `Next` never leads from one object to another; the unlearned property belongs to none.
            if (property != _shapes.Unlearned)
            {
                last.Next = property;
                last = property;
            }
        }
        end++;
        if (*end <= ' ') end = SkipSpace(end);
        return *end == ':' ? end + 1 : Fail(end, "expected `:` after a property name");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* String(byte* start, JsonPlace place)
    {
        var stops = Stops(start);
        var end = start + BitOperations.TrailingZeroCount(stops);
        if (stops == 0 || *end != '"') return LongString(start, place);
        if (place.Slot >= 0) Capture(place, start, end - start, ValueKind.Text);
        return end + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* LongString(byte* start, JsonPlace place)
    {
        var end = StringEnd(start, out var escaped);
        if (end == null) return null;
        if (place.Slot < 0) return end + 1;
        if (!escaped)
        {
            Capture(place, start, end - start, ValueKind.Text);
        }
        else
        {
            var text = Unescape(start, end);
            Capture(place, (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in text.GetPinnableReference())), text.Length, ValueKind.Text);
        }
        return end + 1;
    }

    /// <summary>The closing quote of a string; null when there is none or what comes before is no string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* StringEnd(byte* at, out bool escaped)
    {
        escaped = false;
        while (true)
        {
            var stops = Stops(at);
            if (stops == 0)
            {
                at += Vector512<byte>.Count;
                continue;
            }
            at += BitOperations.TrailingZeroCount(stops);
            // INVARIANT: no string goes on behind the limit, where text inside a record has other text: the buffer of `Unescape` has room to there.
            if (*at == '"') return at < _limit ? at : Fail(_limit, "the text ends inside a string");
            if (*at != '\\') return Fail(at, at == _limit ? "the text ends inside a string" : "control character in a string");
            escaped = true;
            at = Escape(at + 1);
            if (at == null) return null;
        }
    }

    private byte* Escape(byte* at)
    {
        switch (*at)
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 1;
            case (byte)'u':
                for (var i = 0; i < 4; i++)
                    if (!char.IsAsciiHexDigit((char)*++at)) return Fail(at, "expected four hexadecimal digits after `\\u`");
                return at + 1;
            default:
                return Fail(at, "unknown escape in a string");
        }
    }

    /// <summary>Unescapes a string that was found sound.</summary>
    private ReadOnlySpan<byte> Unescape(byte* start, byte* end)
    {
        // INVARIANT: unescaped text is never longer than its source, so room for the whole text is room for all its strings,
        // and the buffer stays where it is while a record's values point into it.
        if (_unescapedEnd == null)
        {
            var wanted = (int)(_limit - start) + 4;
            if (_unescaped.Length < wanted) _unescaped = GC.AllocateUninitializedArray<byte>(Math.Max(wanted, 1024), pinned: true);
            _unescapedEnd = (byte*)Unsafe.AsPointer(ref _unescaped[0]);
        }
        var target = _unescapedEnd;
        _unescapedEnd = JsonEscapes.Unescape(start, end, target);
        return new ReadOnlySpan<byte>(target, (int)(_unescapedEnd - target));
    }

    private byte* Literal(byte* at, ReadOnlySpan<byte> word, JsonPlace place, ValueKind kind)
    {
        for (var i = 1; i < word.Length; i++)
            if (at[i] != word[i]) return Fail(at + i, "expected `true`, `false` or `null`");
        if (place.Slot >= 0 && kind != ValueKind.Absent) Capture(place, at, word.Length, kind);
        return at + word.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte* Number(byte* start, JsonPlace place)
    {
        var at = start;
        if (*at == '-') at++;
        if (*at == '0') at++;
        else if (IsDigit(*at)) at = SkipDigits(at);
        else return Fail(at, at == start ? "expected a value" : "expected a digit");
        if (*at == '.')
        {
            if (!IsDigit(*++at)) return Fail(at, "expected a digit after the decimal point");
            at = SkipDigits(at);
        }
        if (*at is (byte)'e' or (byte)'E')
        {
            if (*++at is (byte)'+' or (byte)'-') at++;
            if (!IsDigit(*at)) return Fail(at, "expected a digit in the exponent");
            at = SkipDigits(at);
        }
        if (place.Slot >= 0) Capture(place, start, at - start, ValueKind.Number);
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte* SkipDigits(byte* at)
    {
        while (true)
        {
            var digits = Vector128.Load(at) - Vector128.Create((byte)'0');
            var others = Vector128.GreaterThan(digits, Vector128.Create((byte)9)).ExtractMostSignificantBits();
            if (others != 0) return at + BitOperations.TrailingZeroCount(others);
            at += Vector128<byte>.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte unit) => unchecked((uint)(unit - '0')) <= 9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Capture(JsonPlace place, byte* start, long length, ValueKind kind)
    {
        values.Set(place.Slot, start, length, kind);
        foreach (var slot in place.OtherSlots) values.Set(slot, start, length, kind);
    }

    /// <summary>White space of JSON, but never past the limit, which may itself be a line feed.</summary>
    private byte* SkipSpace(byte* at)
    {
        while (at < _limit && *at is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
        return at;
    }

    /// <summary>One bit for each of the next 64 bytes that may end or spoil a string: quote, backslash, control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Stops(byte* at)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var text = Vector512.Load(at);
            return (Vector512.Equals(text, Vector512.Create((byte)'"'))
                | Vector512.Equals(text, Vector512.Create((byte)'\\'))
                | Vector512.LessThan(text, Vector512.Create((byte)' '))).ExtractMostSignificantBits();
        }
        return Stops256(at) | (ulong)Stops256(at + Vector256<byte>.Count) << Vector256<byte>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops256(byte* at)
    {
        var text = Vector256.Load(at);
        return (Vector256.Equals(text, Vector256.Create((byte)'"'))
            | Vector256.Equals(text, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(text, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
    }

    private byte* Fail(byte* at, string error)
    {
        ErrorAt = at;
        Error = error;
        return null;
    }
}
