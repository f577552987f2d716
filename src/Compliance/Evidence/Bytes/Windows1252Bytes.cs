using System.Text;

namespace Compliance.Evidence.Bytes;

/// <summary>Windows-1252 text as UTF-8. The five bytes that are no character become one that is no UTF-8 either, so that the record
/// they stand in is rejected rather than changed.</summary>
internal sealed class Windows1252Bytes(Stream inner) : PieceStream(Block * Longest)
{
    private const int Block = 32 * 1024;

    // `€` takes three bytes of UTF-8, and no character more.
    private const int Longest = 3;
    private static readonly byte[][] Letters = ReadLetters();
    private readonly byte[] _source = new byte[Block];

    protected override bool Refill()
    {
        ReadOnlySpan<byte> rest = _source.AsSpan(0, inner.Read(_source));
        if (rest.IsEmpty) return false;
        while (!rest.IsEmpty)
        {
            var letter = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            Append(letter < 0 ? rest : rest[..letter]);
            if (letter < 0) break;
            Append(Letters[rest[letter] - 0x80]);
            rest = rest[(letter + 1)..];
        }
        return true;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Piece.AsSpan(Made));
        Made += text.Length;
    }

    private static byte[][] ReadLetters()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? throw new InvalidOperationException("the base library does not know code page 1252");
        var letters = new byte[0x80][];
        for (var i = 0; i < letters.Length; i++)
        {
            var text = encoding.GetString([(byte)(0x80 + i)]);
            // The base library makes control characters of what the code page leaves open.
            letters[i] = char.IsControl(text[0]) ? [0xFF] : Encoding.UTF8.GetBytes(text);
        }
        return letters;
    }
}
