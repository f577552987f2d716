namespace Compliance.Trail.Verification;

/// <summary>Files of an export that have a size which is known beforehand, or a small bound.</summary>
internal static class SmallFile
{
    /// <summary>Reads a file whole; null: there is none, or it is longer than it may be.</summary>
    /// <param name="most">Bytes it may have.</param>
    public static byte[]? Read(IExportSource source, string path, int most)
    {
        using var stream = source.Open(path);
        if (stream is null) return null;
        var held = new byte[Math.Min(most + 1, 1 << 14)];
        var length = 0;
        while (stream.Read(held, length, held.Length - length) is var read and > 0)
        {
            length += read;
            if (length > most) return null;
            if (length == held.Length) Array.Resize(ref held, Math.Min(most + 1, 2 * held.Length));
        }
        return held[..length];
    }

    /// <summary>Reads a file into a buffer; how many bytes it has, or -1 when there is none. One that does not fit fills the buffer.</summary>
    public static int ReadInto(IExportSource source, string path, Span<byte> buffer)
    {
        using var stream = source.Open(path);
        if (stream is null) return -1;
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
