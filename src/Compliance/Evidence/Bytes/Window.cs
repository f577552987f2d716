using System.Runtime.CompilerServices;

namespace Compliance.Evidence.Bytes;

/// <summary>A sliding view of a log's text, as UTF-8: what is read and not yet used lies in one pinned buffer.</summary>
/// <remarks>INVARIANT: at least <see cref="Padding"/> zero bytes follow <see cref="End"/>, so that a scanner may load whole
/// vectors and stops at the zeros without testing for the end.</remarks>
internal sealed unsafe class Window : IDisposable
{
    public const int Padding = 128;
#pragma warning disable CA2213 // The file as received belongs to the caller, who takes its digest after the last byte.
    private Stream _stream;
#pragma warning restore CA2213
    private byte[] _buffer;
    private readonly ReadLimits _limits;
    private GzipBytes? _gzip;

    /// <param name="received">The file as received.</param>
    /// <param name="limits">Sizes; a small block in tests puts a boundary everywhere.</param>
    /// <param name="encoding">Of text without a byte order mark.</param>
    public Window(Stream received, ReadLimits limits, TextEncoding encoding = TextEncoding.Utf8)
    {
        _stream = received;
        _limits = limits;
        _buffer = Allocate(limits.Block);
        Encoding = encoding;
        Decode();
    }

    /// <summary>First byte not yet used.</summary>
    public byte* Start;

    /// <summary>Behind the last byte read.</summary>
    public byte* End;

    /// <summary>Nothing follows <see cref="End"/>.</summary>
    public bool Ended { get; private set; }

    /// <summary>How the text was written, as a byte order mark or else the caller says.</summary>
    public TextEncoding Encoding { get; private set; }

    /// <summary>Bytes of text that were used and slid out: position of <see cref="Base"/> in the text.</summary>
    public long Passed { get; private set; }

    /// <summary>At the end: why the file could not be read whole, else null.</summary>
    public string? Defect => _gzip?.Defect;

    public int Available => (int)(End - Start);

    public ReadOnlySpan<byte> Text => new(Start, Available);

    private byte* Base => (byte*)Unsafe.AsPointer(ref _buffer[0]);

    /// <summary>Reads more behind what is there. Pointers into the window are void afterwards.</summary>
    /// <returns>False when nothing came: the text has ended.</returns>
    public bool Fill()
    {
        if (Ended) return false;
        Slide();
        var used = (int)(End - Base);
        var room = _buffer.Length - Padding - used;
        var read = _stream.Read(_buffer.AsSpan(used, room));
        End += read;
        new Span<byte>(End, Padding).Clear();
        Ended = read == 0;
        return !Ended;
    }

    /// <summary>Fills until twice as much is there, though not more than the longest record, so that a long record is rescanned
    /// few times; false when nothing came.</summary>
    public bool FillDouble()
    {
        var wanted = Math.Min(Available * 2L, _limits.Record + 1L);
        if (!Fill()) return false;
        while (Available < wanted && Fill()) { }
        return true;
    }

    public void Dispose() => _gzip?.Dispose();

    private void Slide()
    {
        var available = Available;
        var from = (int)(Start - Base);
        Passed += from;
        var old = _buffer;
        if (available > (old.Length - Padding) / 2) _buffer = Allocate((old.Length - Padding) * 2);
        Buffer.BlockCopy(old, from, _buffer, 0, available);
        Start = Base;
        End = Base + available;
    }

    private void Decode()
    {
        Begin(4);
        if (GzipBytes.IsGzip(Text))
        {
            _gzip = new GzipBytes(new RejoinedStream(Text.ToArray(), _stream), _limits.Decompressed);
            _stream = _gzip;
            Begin(4);
        }
        if (Text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            Start += 3;
            Encoding = TextEncoding.Utf8;
        }
        else if (Text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || Text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            var bigEndian = Text[0] == 0xFE;
            _stream = new Utf16Bytes(new RejoinedStream(Text[2..].ToArray(), _stream), bigEndian);
            Encoding = TextEncoding.Utf16;
            Begin(1);
        }
        else if (Encoding == TextEncoding.Windows1252)
        {
            _stream = new Windows1252Bytes(new RejoinedStream(Text.ToArray(), _stream));
            Begin(1);
        }
    }

    private void Begin(int wanted)
    {
        Start = End = Base;
        Ended = false;
        while (Available < wanted && Fill()) { }
    }

    private static byte[] Allocate(int length) => GC.AllocateUninitializedArray<byte>(length + Padding, pinned: true);
}
