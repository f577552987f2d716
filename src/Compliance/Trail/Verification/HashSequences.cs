using System.Buffers.Text;
using System.Text;
using Compliance.Trail.Hashing;

namespace Compliance.Trail.Verification;

/// <summary>Leaf hashes of an export in their order, from one of its files alone.</summary>
internal interface IHashSequence : IDisposable
{
    /// <summary>Writes the next hashes; how many there were.</summary>
    int Next(Span<byte> hashes);
}

/// <summary>Those of the lines of <c>entries.ndjson</c>.</summary>
internal sealed class LineHashes(Stream stream, TreeHashing hashing) : IHashSequence
{
    private readonly LineQueue _lines = new(stream, hashing);

    public int Next(Span<byte> hashes)
    {
        var wanted = hashes.Length / EntryHash.Size;
        _lines.Fill(wanted);
        var count = Math.Min(wanted, _lines.Count);
        _lines.Hashes(count).CopyTo(hashes);
        _lines.Take(count);
        return count;
    }

    public void Dispose() => _lines.Dispose();
}

/// <summary>What <c>entries.csv</c> says they are.</summary>
internal sealed class CsvHashes : IHashSequence
{
    private readonly ByteWindow _file;
    private long _next;

    public CsvHashes(Stream stream, long from)
    {
        (_file, _next) = (new ByteWindow(stream), from);
        CsvRows.SkipRow(_file);
    }

    public int Next(Span<byte> hashes)
    {
        var count = 0;
        while ((count + 1) * EntryHash.Size <= hashes.Length && TryNext(hashes.Slice(count * EntryHash.Size, EntryHash.Size))) count++;
        return count;
    }

    public void Dispose() => _file.Dispose();

    private bool TryNext(Span<byte> hash)
    {
        _file.Has(100);
        if (!Utf8Parser.TryParse(_file.Open, out long index, out var length) || index != _next || _file.Open.Length < length + 66) return false;
        if (Convert.FromHexString(Encoding.ASCII.GetString(_file.Open.Slice(length + 1, 64)), hash, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        CsvRows.SkipRow(_file);
        _next++;
        return true;
    }
}

/// <summary>Those of the entries that the bundles hold.</summary>
internal sealed class BundleHashes(IExportSource source, long size, TreeHashing hashing) : IHashSequence
{
    private readonly Bundle _bundle = new();
    private long _number;

    /// <param name="hashes">Room for a whole bundle, and the last one's width.</param>
    public int Next(Span<byte> hashes)
    {
        var width = (int)Math.Min(Merkle.Tile.FullWidth, size - _number * Merkle.Tile.FullWidth);
        if (width <= 0 || hashes.Length < width * EntryHash.Size) return 0;
        _bundle.Read(source, _number++, width);
        hashing.Leaves(_bundle.Text, _bundle.Places, hashes);
        return _bundle.Count;
    }

    public void Dispose()
    {
    }
}
