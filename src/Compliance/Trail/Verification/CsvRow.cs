using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Compliance.Trail.Verification;

/// <summary>The row of <c>entries.csv</c> that an entry must have, byte for byte, written into one buffer again and again.</summary>
internal sealed class CsvRow
{
    public const string Header = "log_index,leaf_sha256,time,type,actor,audit,principal,rule,severity,data";

    /// <summary>Columns that names are joined in.</summary>
    public const string NameColumns = ",actor_name,principal_name";

    public static readonly string[] Columns = Header.Split(',');

    // Each byte of a leaf at most doubled, those of data's columns once more, and what else a row has; and room to write on
    // for the length of a vector.
    private readonly byte[] _row = GC.AllocateUninitializedArray<byte>(4 * LineQueue.MostBytes + 1024);
    private readonly byte[] _text = GC.AllocateUninitializedArray<byte>(LineQueue.MostBytes);
    private static readonly SearchValues<byte> NeedQuotes = SearchValues.Create(",\"\r\n"u8);
    private int _length;

    /// <summary>Without the line break.</summary>
    /// <param name="scan">Of this leaf.</param>
    public ReadOnlySpan<byte> Of(long index, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> leaf, LeafScan scan)
    {
        Start(index, hash);
        Raw(leaf[scan.Time]);
        Comma();
        Raw(leaf[scan.Type]);
        Comma();
        Raw(leaf[scan.Actor]);
        Comma();
        String(leaf, scan.Audit);
        Comma();
        String(leaf, scan.Principal);
        Comma();
        String(leaf, scan.Rule);
        Comma();
        String(leaf, scan.Severity);
        Comma();
        Cell(leaf[scan.Data]);
        return _row.AsSpan(0, _length);
    }

    /// <summary>What a row begins with, of whose entry only the hash is known.</summary>
    public ReadOnlySpan<byte> StartOf(long index, ReadOnlySpan<byte> hash)
    {
        Start(index, hash);
        return _row.AsSpan(0, _length);
    }

    private void Start(long index, ReadOnlySpan<byte> hash)
    {
        Utf8Formatter.TryFormat(index, _row, out _length);
        Comma();
        Convert.TryToHexStringLower(hash, _row.AsSpan(_length), out var written);
        _length += written;
        Comma();
    }

    private void Comma() => _row[_length++] = (byte)',';

    private void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_row.AsSpan(_length));
        _length += text.Length;
    }

    private void String(ReadOnlySpan<byte> leaf, Range? place)
    {
        if (place is not { } range) return;
        var text = leaf[range];
        Cell(text.Contains((byte)'\\') ? Unescape(text) : text);
    }

    private void Cell(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        // A spreadsheet would take it for a formula.
        var neutral = text[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r';
        var quoted = text.ContainsAny(NeedQuotes);
        if (quoted) _row[_length++] = (byte)'"';
        if (neutral) _row[_length++] = (byte)'\'';
        if (!quoted)
        {
            Raw(text);
            return;
        }
        DoubleQuotes(text);
        _row[_length++] = (byte)'"';
    }

    // A vector is copied whole and kept up to its first quote; what was written behind that is written over next.
    private void DoubleQuotes(ReadOnlySpan<byte> text)
    {
        while (text.Length >= Vector256<byte>.Count)
        {
            var bytes = Vector256.Create(text[..Vector256<byte>.Count]);
            bytes.CopyTo(_row, _length);
            var quotes = Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            var kept = quotes == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(quotes) + 1;
            _length += kept;
            if (quotes != 0) _row[_length++] = (byte)'"';
            text = text[kept..];
        }
        foreach (var letter in text)
        {
            _row[_length++] = letter;
            if (letter == '"') _row[_length++] = (byte)'"';
        }
    }

    // Canonical escapes only: the scan let no others pass.
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                _text[length++] = text[i];
                continue;
            }
            var letter = text[++i];
            _text[length++] = letter switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'t' => (byte)'\t',
                (byte)'n' => (byte)'\n',
                (byte)'f' => (byte)'\f',
                (byte)'r' => (byte)'\r',
                (byte)'u' => (byte)(Hex(text[i + 3]) * 16 + Hex(text[i + 4])),
                _ => letter,
            };
            if (letter == 'u') i += 4;
        }
        return _text.AsSpan(0, length);
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
}
