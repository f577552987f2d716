using System.Buffers.Binary;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Verification;

/// <summary>The entries of one tile as tlog-tiles keeps them: each after its length in two bytes.</summary>
internal sealed class Bundle
{
    private const int LengthBytes = 2;
    private const int MostBytes = Tile.FullWidth * (LengthBytes + LineQueue.MostBytes);

    private readonly (int Start, int Length)[] _entries = new (int, int)[Tile.FullWidth];
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(1 << 18);

    /// <summary>Of the file that was read last.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Entries in it, at most as many as asked for.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with the file itself; null: nothing.</summary>
    public string? Fault { get; private set; }

    public bool IsMissing { get; private set; }

    public ReadOnlySpan<byte> Text => _bytes;

    public ReadOnlySpan<(int Start, int Length)> Places => _entries.AsSpan(0, Count);

    public ReadOnlySpan<byte> Entry(int i) => _bytes.AsSpan(_entries[i].Start, _entries[i].Length);

    /// <param name="width">Entries that it must have.</param>
    public void Read(IExportSource source, long number, int width)
    {
        (Path, Count, Fault) = (Tile.EntriesPath(number, width), 0, null);
        var length = ReadWhole(source);
        IsMissing = length < 0;
        if (IsMissing) return;
        var at = 0;
        while (Count < width && length - at >= LengthBytes)
        {
            var entry = BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));
            if (length - at - LengthBytes < entry) break;
            _entries[Count++] = (at + LengthBytes, entry);
            at += LengthBytes + entry;
        }
        if (Count < width) Fault = $"the bundle ends within its entry {Count} of {width}";
        else if (at < length) Fault = $"the bundle goes on after its {width} entries";
    }

    private int ReadWhole(IExportSource source)
    {
        using var stream = source.Open(Path);
        if (stream is null) return -1;
        var length = 0;
        while (length <= MostBytes && stream.Read(_bytes, length, _bytes.Length - length) is var read and > 0)
        {
            length += read;
            if (length == _bytes.Length) Array.Resize(ref _bytes, 2 * length);
        }
        return length;
    }
}
