using System.Buffers.Text;

namespace Compliance.Samples.Scan;

/// <summary>
/// UTF-8 written in place, so that making a log is bound by the disk and not by strings.
/// INVARIANT: <see cref="EndRecord"/> leaves room for <see cref="MaxRecord"/> bytes, which no record exceeds.
/// </summary>
internal sealed class Utf8Buffer(Stream output)
{
    public const int MaxRecord = 4096;

    private readonly byte[] _bytes = new byte[1 << 20];
    private int _length;
    private int _recordStart;

    /// <summary>Bytes of all records so far.</summary>
    public long Written { get; private set; }

    public void Add(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
    }

    public void AddNumber(long number)
    {
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>A number with leading zeros.</summary>
    public void AddPadded(int number, int digits)
    {
        for (var position = _length + digits - 1; position >= _length; position--, number /= 10)
            _bytes[position] = (byte)('0' + number % 10);
        _length += digits;
    }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public void AddHex(ulong bits)
    {
        for (var shift = 60; shift >= 0; shift -= 4)
            _bytes[_length++] = "0123456789abcdef"u8[(int)((bits >> shift) & 15)];
    }

    /// <summary>Ends the record with a line feed and returns it, valid until the next is begun.</summary>
    public ReadOnlySpan<byte> EndRecord()
    {
        _bytes[_length++] = (byte)'\n';
        var record = _bytes.AsSpan(_recordStart, _length - _recordStart);
        Written += record.Length;
        _recordStart = _length;
        if (_bytes.Length - _length < MaxRecord)
            Flush();
        return record;
    }

    public void Flush()
    {
        output.Write(_bytes, 0, _length);
        _length = _recordStart = 0;
    }
}
