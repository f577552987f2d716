using System.Buffers.Text;

namespace Compliance.Trail.Notes;

/// <summary>Base64 of RFC 4648, section 4, in the one form that bytes have: padded, no white space, unused bits zero. A
/// note whose text can be written in two ways could be signed twice.</summary>
internal static class StrictBase64
{
    internal static bool TryRead(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var read = Convert.TryFromBase64Chars(text, bytes, out var length);
        bytes = bytes[..length];
        return read && text.SequenceEqual(Convert.ToBase64String(bytes));
    }

    /// <summary>One hash of the tree, 44 characters.</summary>
    internal static bool TryReadHash(ReadOnlySpan<char> text, out EntryHash hash)
    {
        hash = default;
        return TryRead(text, out var bytes) && EntryHash.TryRead(bytes, out hash);
    }

    internal static string Write(EntryHash hash) => Convert.ToBase64String(hash.Bytes);
}
