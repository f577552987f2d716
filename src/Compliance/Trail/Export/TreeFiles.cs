using System.Buffers.Binary;
using System.Security.Cryptography;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Export;

/// <summary>The directory of C2SP tlog-tiles for a log of a size: entry bundles and tiles, of which those at the right edge
/// are partial. Holds one tile for each level, whatever the size.</summary>
internal sealed class TreeFiles(IExportTarget target, long size) : IExportPart
{
    private const int FullLength = Tile.FullWidth * EntryHash.Size;

    private readonly ExportFile _bundle = new(target);
    private readonly List<Level> _levels = [new()];

    public async ValueTask AddAsync(TrailLeaf leaf, CancellationToken cancellationToken)
    {
        if (leaf.Index >= size) return;
        var (number, width) = (leaf.Index / Tile.FullWidth, (int)Math.Min(size - leaf.Index / Tile.FullWidth * Tile.FullWidth, Tile.FullWidth));
        if (!_bundle.IsOpen) await _bundle.OpenAsync(Tile.EntriesPath(number, width), cancellationToken);
        Append(leaf);
        _levels[0].Add(leaf.Hash.Bytes);
        if (_levels[0].Count == width) await CloseBundleAsync(cancellationToken);
        else await _bundle.PassOnAsync(cancellationToken);
    }

    /// <summary>Writes the partial tiles above the leaves; that of the leaves went with its bundle.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        for (var level = 1; level < _levels.Count; level++)
            if (_levels[level].Count > 0) await WriteTileAsync(level, cancellationToken);
    }

    public ValueTask DisposeAsync() => _bundle.DisposeAsync();

    // tlog-tiles: each entry after its length as a big-endian 16-bit number.
    private void Append(TrailLeaf leaf)
    {
        if (leaf.Bytes.Length > ushort.MaxValue)
            throw new FormatException($"entry {leaf.Index} has {leaf.Bytes.Length} bytes, and a bundle takes {ushort.MaxValue}");
        BinaryPrimitives.WriteUInt16BigEndian(_bundle.GetSpan(sizeof(ushort)), (ushort)leaf.Bytes.Length);
        _bundle.Advance(sizeof(ushort));
        _bundle.Append(leaf.Bytes.Span);
    }

    private async ValueTask CloseBundleAsync(CancellationToken cancellationToken)
    {
        await _bundle.CloseAsync(cancellationToken);
        for (var level = 0; level < _levels.Count && (level == 0 || _levels[level].IsFull); level++) await WriteTileAsync(level, cancellationToken);
    }

    private async ValueTask WriteTileAsync(int level, CancellationToken cancellationToken)
    {
        var tile = _levels[level];
        await ExportFile.WriteAsync(target, new Tile(level, tile.Number, tile.Count).Path, tile.Bytes, cancellationToken);
        // A partial tile stands at the right edge and has nothing above it.
        if (!tile.IsFull) return;
        if (level + 1 == _levels.Count) _levels.Add(new());
        _levels[level + 1].Add(tile.Fold());
    }

    /// <summary>The tile of a level that is being filled.</summary>
    private sealed class Level
    {
        private readonly byte[] _hashes = new byte[FullLength];

        public long Number { get; private set; }

        public int Count { get; private set; }

        public bool IsFull => Count == Tile.FullWidth;

        public ReadOnlyMemory<byte> Bytes => _hashes.AsMemory(0, Count * EntryHash.Size);

        public void Add(ReadOnlySpan<byte> hash) => hash.CopyTo(_hashes.AsSpan(Count++ * EntryHash.Size));

        /// <summary>The root of a full tile; then the next one begins.</summary>
        public ReadOnlySpan<byte> Fold()
        {
            Span<byte> node = stackalloc byte[1 + 2 * EntryHash.Size];
            node[0] = 1;
            for (var width = Tile.FullWidth; width > 1; width /= 2)
            {
                for (var i = 0; i < width / 2; i++)
                {
                    _hashes.AsSpan(2 * i * EntryHash.Size, 2 * EntryHash.Size).CopyTo(node[1..]);
                    SHA256.HashData(node, _hashes.AsSpan(i * EntryHash.Size, EntryHash.Size));
                }
            }
            (Number, Count) = (Number + 1, 0);
            return _hashes.AsSpan(0, EntryHash.Size);
        }
    }
}
