using System.IO.Compression;

namespace Compliance.Evidence.Bytes;

/// <summary>Decompressed gzip data, of one member or several, that tells a complete file from one cut short.</summary>
/// <remarks>The base library's reader ends silently where its input ends, inside a member too. So a member of our own is
/// appended to the input: its known content comes out exactly when everything before it was complete.</remarks>
internal sealed class GzipBytes : PieceStream
{
    // On damage the base library keeps back what it inflated in the same call; small calls keep that loss small.
    private const int PieceLength = 16 * 1024;
    private static readonly byte[] Seal = "the end of the file as received"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);
    private readonly SealedInput _input;
    private readonly GZipStream _gzip;
    private readonly long _limit;
    private long _produced;
    private bool _ended;

    /// <param name="compressed">The file as received.</param>
    /// <param name="limit">Decompressed bytes beyond which the file is not read: a bomb is stopped here.</param>
    public GzipBytes(Stream compressed, long limit) : base(PieceLength)
    {
        _input = new SealedInput(compressed);
        _gzip = new GZipStream(_input, CompressionMode.Decompress);
        _limit = limit;
    }

    /// <summary>After the end: why not everything could be decompressed; null when all was.</summary>
    public string? Defect { get; private set; }

    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    protected override bool Refill()
    {
        if (_ended) return false;
        var read = ReadPiece();
        // INVARIANT: the inflater hands out all it has before it asks for more input, so what comes out of a call that
        // reached the seal is the seal's content, or garbage when the file before it was incomplete.
        if (read == 0 || _input.SealReached)
        {
            var whole = _input.SealReached && Piece.AsSpan(0, read).SequenceEqual(Seal);
            End(whole ? null : $"the gzip data end early or are damaged after {_produced} decompressed bytes; obtain the file again");
            return false;
        }
        _produced += read;
        if (_produced > _limit) End($"decompresses to more than {_limit} bytes; split the log into smaller files");
        else Made = read;
        return !_ended;
    }

    private int ReadPiece()
    {
        try
        {
            return _gzip.Read(Piece);
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }

    private void End(string? defect)
    {
        Defect = defect;
        _ended = true;
    }

    private static byte[] Compress(byte[] content)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return result.ToArray();
    }

    private sealed class SealedInput(Stream inner) : ForwardStream
    {
        private int _at;

        public bool SealReached { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            if (!SealReached)
            {
                var read = inner.Read(buffer);
                if (read > 0 || buffer.IsEmpty) return read;
                SealReached = true;
            }
            var count = Math.Min(buffer.Length, SealMember.Length - _at);
            SealMember.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
