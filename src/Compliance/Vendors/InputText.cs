using System.Text;

namespace Compliance.Vendors;

/// <summary>Files that people write, as text: bounded, and UTF-8 with or without a byte order mark.</summary>
internal static class InputText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">There are more bytes than that.</exception>
    /// <param name="largest">In bytes, whole MiB.</param>
    public static byte[] Bytes(string file, Stream stream, int largest) =>
        BoundedBytes.Of(stream, largest, () => InputException.At(file, 1, 1, $"the file is larger than {largest >> 20} MiB: shorten it")).ToArray();

    /// <exception cref="InputException">It is not UTF-8.</exception>
    public static string Of(string file, byte[] bytes)
    {
        ReadOnlySpan<byte> content = bytes;
        if (content.StartsWith(Encoding.Unicode.Preamble) || content.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw InputException.At(file, 1, 1, "the file is UTF-16: save it as UTF-8");
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            var before = content[..error.Index];
            throw new InputException(InputException.At(file, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'),
                "not UTF-8 (the column counts bytes): save the file as UTF-8").Message, error);
        }
    }
}
