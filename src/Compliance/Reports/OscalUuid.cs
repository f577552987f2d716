using System.Security.Cryptography;
using System.Text;

namespace Compliance.Reports;

/// <summary>UUIDs of version 5 (RFC 9562, section 5.5): the same name always gives the same one, so that an export made again
/// is the same bytes, and another program's references to it still hold.</summary>
public static class OscalUuid
{
    // Drawn once, at random; to change it changes every UUID.
    private static readonly Guid Ours = new("7c1f0e5a-3b0d-4a53-9d0c-6a2f5f0f8e41");

    /// <param name="parts">What is named, from the general to the particular; no part holds a line break.</param>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        byte[] message = [.. Ours.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(string.Join('\n', parts))];
#pragma warning disable CA5350 // Version 5 is SHA-1 by definition; it names and proves nothing.
        var bytes = SHA1.HashData(message).AsSpan(0, 16);
#pragma warning restore CA5350
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x50);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
