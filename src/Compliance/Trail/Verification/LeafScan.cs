using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Compliance.Trail.Verification;

/// <summary>What a look at a leaf's bytes says of their form.</summary>
internal enum LeafForm
{
    /// <summary>No JSON object of the members that version 1 has, or one that no scan can follow.</summary>
    Other,

    /// <summary>The members are where they should be, but whether the form is canonical must be found out in full.</summary>
    Doubtful,

    /// <summary>RFC 8785 bytes of an entry of version 1.</summary>
    Canonical,
}

/// <summary>A leaf, read by one scan over its bytes without building anything: it finds the members in the only order that the
/// canonical form has, and whether it is that form.</summary>
internal sealed class LeafScan
{
    // The canonical form has 64 levels; whether the last of them still count is left to the full reading.
    private const int MaxDepth = 64;
    private const int PlainDepth = 60;

    // One bit for each byte of the leaf: a quote, a backslash or a control character. Zeros follow the end.
    private readonly ulong[] _special = new ulong[LineQueue.MostBytes / 64 + 3];
    private int _at;
    private bool _doubtful;

    /// <summary>Where the text of a member lies: of a string without its quotes and still escaped, of <c>data</c> with its braces.</summary>
    public Range Actor { get; private set; }

    /// <summary>Null: the entry has none.</summary>
    public Range? Audit { get; private set; }

    public Range Data { get; private set; }

    public Range Time { get; private set; }

    public Range Type { get; private set; }

    public Range Vendor { get; private set; }

    /// <summary>Of <c>data</c>, where it is a string there; null otherwise.</summary>
    public Range? Principal { get; private set; }

    public Range? Rule { get; private set; }

    public Range? Severity { get; private set; }

    /// <param name="leaf">At most <see cref="TrailEntry.MaxLeafBytes"/>.</param>
    public LeafForm Scan(ReadOnlySpan<byte> leaf)
    {
        if (leaf.Length is 0 or > TrailEntry.MaxLeafBytes || !Utf8.IsValid(leaf)) return LeafForm.Other;
        MarkSpecial(leaf);
        (_at, _doubtful, Audit, Principal, Rule, Severity) = (0, false, null, null, null, null);
        if (!Skip(leaf, "{\"actor\":\""u8) || !TryString(leaf, out var actor)) return LeafForm.Other;
        if (Skip(leaf, ",\"audit\":\""u8))
        {
            if (!TryString(leaf, out var audit)) return LeafForm.Other;
            Audit = audit;
        }
        if (!Skip(leaf, ",\"data\":"u8)) return LeafForm.Other;
        var data = _at;
        if (!TryObject(leaf, 1, keep: true)) return LeafForm.Other;
        Data = data.._at;
        if (!Skip(leaf, ",\"time\":\""u8) || !TryString(leaf, out var time)
            || !Skip(leaf, ",\"type\":\""u8) || !TryString(leaf, out var type)
            || !Skip(leaf, ",\"v\":1,\"vendor\":\""u8) || !TryString(leaf, out var vendor)
            || !Skip(leaf, "}"u8) || _at != leaf.Length) return LeafForm.Other;
        (Actor, Time, Type, Vendor) = (actor, time, type, vendor);
        if (!EntryForms.IsActor(leaf[actor]) || !EntryForms.IsType(leaf[type]) || !EntryForms.IsVendor(leaf[vendor])) return LeafForm.Other;
        return _doubtful || !EntryForms.IsPlainTime(leaf[time]) ? LeafForm.Doubtful : LeafForm.Canonical;
    }

    private bool Skip(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> text)
    {
        if (!leaf[_at..].StartsWith(text)) return false;
        _at += text.Length;
        return true;
    }

    // From behind the opening quote to behind the closing one.
    private bool TryString(ReadOnlySpan<byte> leaf, out Range text)
    {
        var begin = _at;
        while (true)
        {
            var special = NextSpecial(_at);
            if (special >= leaf.Length)
            {
                text = default;
                return false;
            }
            _at = special + 1;
            if (leaf[special] == '"')
            {
                text = begin..special;
                return true;
            }
            if (leaf[special] != '\\' || !TryEscape(leaf))
            {
                text = default;
                return false;
            }
        }
    }

    // RFC 8785, section 3.2.2.2: a short escape where JSON has one, else \u00 and lower-case hex, for control characters only.
    private bool TryEscape(ReadOnlySpan<byte> leaf)
    {
        if (_at >= leaf.Length) return false;
        var letter = leaf[_at++];
        if (letter is (byte)'"' or (byte)'\\' or (byte)'b' or (byte)'t' or (byte)'n' or (byte)'f' or (byte)'r') return true;
        if (letter != 'u' || leaf.Length - _at < 4 || leaf[_at] != '0' || leaf[_at + 1] != '0') return false;
        var (high, low) = (leaf[_at + 2], leaf[_at + 3]);
        if (high is not ((byte)'0' or (byte)'1') || low is not ((>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f'))) return false;
        if (high == '0' && (low is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'c' or (byte)'d')) return false;
        _at += 4;
        return true;
    }

    private bool TryObject(ReadOnlySpan<byte> leaf, int depth, bool keep = false)
    {
        if (!Deepen(depth) || !Skip(leaf, "{"u8)) return false;
        if (Skip(leaf, "}"u8)) return true;
        Range? before = null;
        while (true)
        {
            if (!Skip(leaf, "\""u8) || !TryString(leaf, out var name) || !Skip(leaf, ":"u8)) return false;
            if (before is { } previous && !FollowsInOrder(leaf[previous], leaf[name])) return false;
            before = name;
            var isString = _at < leaf.Length && leaf[_at] == '"';
            var value = _at + 1;
            if (!TryValue(leaf, depth)) return false;
            if (keep && isString) Keep(leaf[name], value..(_at - 1));
            if (Skip(leaf, "}"u8)) return true;
            if (!Skip(leaf, ","u8)) return false;
        }
    }

    private bool TryArray(ReadOnlySpan<byte> leaf, int depth)
    {
        if (!Deepen(depth) || !Skip(leaf, "["u8)) return false;
        if (Skip(leaf, "]"u8)) return true;
        while (true)
        {
            if (!TryValue(leaf, depth)) return false;
            if (Skip(leaf, "]"u8)) return true;
            if (!Skip(leaf, ","u8)) return false;
        }
    }

    private bool TryValue(ReadOnlySpan<byte> leaf, int depth)
    {
        if (_at >= leaf.Length) return false;
        switch (leaf[_at])
        {
            case (byte)'"':
                _at++;
                return TryString(leaf, out _);
            case (byte)'{':
                return TryObject(leaf, depth + 1);
            case (byte)'[':
                return TryArray(leaf, depth + 1);
            case (byte)'t':
                return Skip(leaf, "true"u8);
            case (byte)'f':
                return Skip(leaf, "false"u8);
            case (byte)'n':
                return Skip(leaf, "null"u8);
            default:
                return TryInteger(leaf);
        }
    }

    private bool Deepen(int depth)
    {
        _doubtful |= depth > PlainDepth;
        return depth <= MaxDepth;
    }

    private bool TryInteger(ReadOnlySpan<byte> leaf)
    {
        var negative = Skip(leaf, "-"u8);
        var begin = _at;
        var number = 0L;
        for (; _at < leaf.Length && leaf[_at] is >= (byte)'0' and <= (byte)'9'; _at++)
        {
            if (_at - begin == 16) return false;
            number = 10 * number + (leaf[_at] - '0');
        }
        if (_at == begin || number > CanonicalJson.MaxInteger) return false;
        return leaf[begin] != '0' || (_at == begin + 1 && !negative);
    }

    // Names sort as UTF-16 (RFC 8785, section 3.2.3). Bytes of UTF-8 sort alike but for what lies beyond U+FFFF, and escapes
    // stand for something else: those few are left to the full reading.
    private bool FollowsInOrder(ReadOnlySpan<byte> before, ReadOnlySpan<byte> name)
    {
        var same = before.CommonPrefixLength(name);
        if (before.Contains((byte)'\\') || name.Contains((byte)'\\')
            || (same < before.Length && before[same] >= 0xee && same < name.Length && name[same] >= 0xee))
        {
            _doubtful = true;
            return true;
        }
        return before.SequenceCompareTo(name) < 0;
    }

    private void Keep(ReadOnlySpan<byte> name, Range value)
    {
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("rule"u8):
                Rule = value;
                break;
            case 8 when name.SequenceEqual("severity"u8):
                Severity = value;
                break;
            case 9 when name.SequenceEqual("principal"u8):
                Principal = value;
                break;
        }
    }

    private int NextSpecial(int from)
    {
        var word = from >> 6;
        var bits = _special[word] >> (from & 63) << (from & 63);
        while (bits == 0) bits = _special[++word];
        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private void MarkSpecial(ReadOnlySpan<byte> leaf)
    {
        var word = 0;
        for (; leaf.Length >= 64; leaf = leaf[64..]) _special[word++] = SpecialOf(leaf);
        // Zeros, being control characters, end every search.
        Span<byte> last = stackalloc byte[64];
        last.Clear();
        leaf.CopyTo(last);
        _special[word] = SpecialOf(last);
        _special[word + 1] = ulong.MaxValue;
    }

    private static ulong SpecialOf(ReadOnlySpan<byte> bytes) => SpecialOf(Vector256.Create(bytes[..32])) | (ulong)SpecialOf(Vector256.Create(bytes.Slice(32, 32))) << 32;

    private static uint SpecialOf(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.LessThan(bytes, Vector256.Create((byte)' ')))
        .ExtractMostSignificantBits();
}
