using System.Net;
using System.Text;

namespace Compliance.Judging;

/// <summary>Parses the address of an event: dotted IPv4, or IPv6. What a source writes instead of an address
/// (<c>AWS Internal</c>) is none, and neither is a bare number.</summary>
internal static class AddressText
{
    private const int LongestIPv6 = 64;

    /// <param name="address">As IPv6; IPv4 mapped.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out UInt128 address, out bool isV4)
    {
        if (TryParseV4(text, out var v4))
        {
            (address, isV4) = (MapV4(v4), true);
            return true;
        }
        (address, isV4) = (0, false);
        if (text.Length > LongestIPv6 || text.IndexOf((byte)':') < 0) return false;
        Span<char> chars = stackalloc char[LongestIPv6];
        if (!IPAddress.TryParse(chars[..Encoding.UTF8.GetChars(text, chars)], out var parsed)) return false;
        (address, isV4) = Of(parsed);
        return true;
    }

    /// <summary>An address as IPv6 (IPv4 mapped), and whether it is IPv4.</summary>
    public static (UInt128 Address, bool IsV4) Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return (value, value >> 32 == 0xffff);
    }

    public static UInt128 MapV4(uint address) => (UInt128)0xffff << 32 | address;

    private static bool TryParseV4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        if (text.Length is < 7 or > 15) return false;
        var parts = 0;
        for (var i = 0; ; i++)
        {
            uint part = 0;
            var start = i;
            for (; i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9'; i++) part = part * 10 + text[i] - '0';
            if (i == start || i - start > 3 || part > 255) return false;
            address = address << 8 | part;
            parts++;
            if (i == text.Length) return parts == 4;
            if (text[i] != '.' || parts == 4) return false;
        }
    }
}
