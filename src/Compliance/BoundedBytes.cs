namespace Compliance;

/// <summary>Inputs that are small enough to be read whole, each up to its own bound.</summary>
internal static class BoundedBytes
{
    /// <param name="most">Bytes that are read at most.</param>
    /// <param name="tooLong">What is thrown when there are more.</param>
    // A length told beforehand is not trusted: the file may have grown since.
    public static ReadOnlyMemory<byte> Of(Stream stream, int most, Func<InputException> tooLong)
    {
        using var held = new MemoryStream();
        var block = new byte[1 << 16];
        while (stream.Read(block) is var read and > 0)
        {
            if (held.Length + read > most) throw tooLong();
            held.Write(block, 0, read);
        }
        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }
}
