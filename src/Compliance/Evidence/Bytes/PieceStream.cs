namespace Compliance.Evidence.Bytes;

/// <summary>A stream that makes its bytes one piece after the other, and hands each out in as many reads as it takes.</summary>
/// <param name="size">Bytes that a piece may have.</param>
internal abstract class PieceStream(int size) : ForwardStream
{
    private int _at;

    protected byte[] Piece { get; } = new byte[size];

    /// <summary>Bytes of the piece that were made.</summary>
    protected int Made { get; set; }

    public sealed override int Read(Span<byte> buffer)
    {
        while (_at == Made)
        {
            _at = Made = 0;
            if (!Refill()) return 0;
        }
        var count = Math.Min(buffer.Length, Made - _at);
        Piece.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    /// <summary>Makes the next piece, which may be empty; false when nothing follows.</summary>
    protected abstract bool Refill();
}
