using System.Text;
using Compliance.Evidence.Bytes;

namespace Compliance.Entitlements.Lists;

/// <summary>The bytes of a list as UTF-8 without a byte order mark: unpacked where it is gzip, recoded where a spreadsheet or PowerShell wrote UTF-16.</summary>
internal static class ListText
{
    /// <summary>Largest list, in bytes unpacked: some hundred thousand users.</summary>
    public const int Largest = 128 << 20;

    /// <param name="most">Bytes to read at most; of a longer file the beginning is returned when <paramref name="whole"/> is false.</param>
    /// <exception cref="InputException">The list is damaged, or longer than may be read.</exception>
    public static ReadOnlyMemory<byte> Read(Stream stream, string file, int most, bool whole)
    {
        var head = new byte[2];
        var held = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        using var joined = new RejoinedStream(head[..held], stream);
        if (!GzipBytes.IsGzip(head.AsSpan(0, held))) return Recoded(Bounded(joined, file, most, whole));
        using var unpacked = new GzipBytes(joined, Largest);
        var bytes = Bounded(unpacked, file, most, whole);
        return whole && unpacked.Defect is { } defect ? throw new InputException($"{file}: {defect}") : Recoded(bytes);
    }

    private static ReadOnlyMemory<byte> Bounded(Stream stream, string file, int most, bool whole)
    {
        if (whole) return BoundedBytes.Of(stream, most, () => new InputException($"{file}: the list is larger than {most >> 20} MiB: split it"));
        var start = new byte[most];
        return start.AsMemory(0, stream.ReadAtLeast(start, most, throwOnEndOfStream: false));
    }

    private static ReadOnlyMemory<byte> Recoded(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span;
        if (text.StartsWith(Encoding.UTF8.Preamble)) return bytes[Encoding.UTF8.Preamble.Length..];
        if (text.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes[2..].ToArray());
        if (text.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes[2..].ToArray());
        return bytes;
    }
}
