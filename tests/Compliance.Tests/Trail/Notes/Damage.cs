namespace Compliance.Tests.Trail.Notes;

/// <summary>What can happen to a file.</summary>
internal static class Damage
{
    /// <summary>The bytes with each bit flipped in turn.</summary>
    public static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            yield return flipped;
        }
    }

    /// <summary>The bytes cut at each length, and with one more.</summary>
    public static IEnumerable<byte[]> Cuts(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++) yield return bytes[..length];
        yield return [.. bytes, (byte)'\n'];
        yield return [.. bytes, 0];
    }
}
