using Compliance.Trail.Hashing;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>One pass over the entries of an export, in blocks of a tile: lines, bundles and columns beside the leaf hashes
/// that are known to be the log's.</summary>
internal sealed class EntryPass : IDisposable
{
    public const string LinesPath = "entries.ndjson";

    private const int MostAnnounced = 1_000;

    private readonly IExportSource _source;
    private readonly ExportManifest _manifest;
    private readonly TrailProblems _problems;
    private readonly TreeHashing _hashing;
    private readonly TileTree? _tiles;
    private readonly IHashSequence? _known;
    private readonly LineQueue _lines;
    private readonly CsvRows _columns;
    private readonly LeafCheck _leafCheck;
    private readonly Bundle _bundle = new();
    private readonly LineAlignment _alignment;
    private readonly RootsAt? _roots;
    private readonly bool _hasLines;
    private readonly byte[] _truth = new byte[2 * Tile.FullWidth * EntryHash.Size];
    private readonly byte[] _hashes = new byte[Tile.FullWidth * EntryHash.Size];
    private int _truthCount;
    private bool _linesEnded;

    /// <param name="tiles">Of a full export; null: it has none.</param>
    /// <param name="known">The log's leaf hashes, where they were proven by another way than tiles; null: they were not.</param>
    /// <param name="roots">Gathers the roots of what the lines say; null: not needed.</param>
    public EntryPass(IExportSource source, ExportManifest manifest, TrailProblems problems, TreeHashing hashing, TileTree? tiles, IHashSequence? known, RootsAt? roots)
    {
        (_source, _manifest, _problems, _hashing, _tiles, _known, _roots) = (source, manifest, problems, hashing, tiles, known, roots);
        var lines = source.Open(LinesPath);
        _hasLines = lines is not null;
        if (!_hasLines) problems.Add(TrailProblemKind.Incomplete, null, LinesPath, "the file is missing");
        _lines = new LineQueue(lines ?? Stream.Null, hashing);
        _columns = CsvRows.Open(source, problems);
        _leafCheck = new LeafCheck(manifest.Vendor, problems);
        _alignment = new LineAlignment(_lines, problems);
    }

    public bool HasNames => _columns.HasNames;

    /// <summary>Keys that entries of the signed part announce.</summary>
    public List<NoteKey> Announced { get; } = [];

    /// <param name="covered">Index after the last entry that the checkpoint covers.</param>
    public void Run(long covered, CancellationToken cancellationToken)
    {
        var index = _manifest.From;
        while (index < covered)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = (int)Math.Min(Tile.FullWidth - index % Tile.FullWidth, covered - index);
            if (!SignedBlock(index, width)) return;
            index += width;
        }
        while (index < _manifest.To)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = (int)Math.Min(Tile.FullWidth, _manifest.To - index);
            if (!TailBlock(index, width)) return;
            index += width;
        }
        End();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _columns.Dispose();
    }

    // False: nothing is left to go on with. What an export claims to have may be any number; what it has ends.
    private bool SignedBlock(long index, int width)
    {
        _lines.Fill(width);
        var number = index / Tile.FullWidth;
        if (_tiles is not null) _bundle.Read(_source, number, width);
        LearnTruth(number, width);
        var truth = _truth.AsSpan(0, _truthCount * EntryHash.Size);
        if (_truthCount < width) _linesEnded |= _alignment.AsTheyCome(index, width, _hasLines && !_linesEnded);
        else if (_lines.Count >= width && _lines.Hashes(width).SequenceEqual(truth)) _alignment.AllAgree(width);
        else _linesEnded |= _alignment.Find(index, width, _truth.AsSpan(0, (width + Ahead(number, width)) * EntryHash.Size), _hasLines && !_linesEnded);

        if (_roots is not null) _roots.Append(_lines.Hashes(_alignment.Used));
        if (_tiles is not null) CheckBundle(index, width);
        for (var i = 0; i < width; i++) CheckEntry(index + i, i);
        var any = _alignment.Used > 0 || _truthCount > 0 || (_tiles is not null && !_bundle.IsMissing);
        _lines.Take(_alignment.Used);
        return any;
    }

    // The tile when the root vouches for it; else whatever folds to what is known of the whole tile; else the tile unproven.
    private void LearnTruth(long number, int width)
    {
        _truthCount = 0;
        if (_known is not null)
        {
            _truthCount = _known.Next(_truth.AsSpan(0, width * EntryHash.Size));
            return;
        }
        if (_tiles is null) return;
        var tile = _tiles.Leaves(number, out var isProven);
        tile.CopyTo(_truth);
        _truthCount = tile.Length / EntryHash.Size;
        if (isProven || _tiles.FoldOf(number) is not { } fold) return;
        if (_lines.Count >= width && FoldsTo(_lines.Hashes(width), fold)) return;
        if (_bundle.Count < width) return;
        var hashes = new byte[width * EntryHash.Size];
        _hashing.Leaves(_bundle.Text, _bundle.Places, hashes);
        FoldsTo(hashes, fold);
    }

    private bool FoldsTo(ReadOnlySpan<byte> hashes, EntryHash fold)
    {
        hashes.CopyTo(_hashes);
        if (_hashing.Fold(_hashes) != fold) return false;
        hashes.CopyTo(_truth);
        _truthCount = Tile.FullWidth;
        return true;
    }

    // What comes after the block tells a missing entry at its end from a modified one.
    private int Ahead(long number, int width)
    {
        if (_tiles is null || _known is not null || width < Tile.FullWidth || (number + 1) * Tile.FullWidth >= _manifest.To) return 0;
        if ((number + 1) * Tile.FullWidth >= _tiles.Size) return 0;
        var next = _tiles.Leaves(number + 1, out var isProven);
        if (!isProven) return 0;
        next.CopyTo(_truth.AsSpan(width * EntryHash.Size));
        return next.Length / EntryHash.Size;
    }

    private void CheckBundle(long index, int width)
    {
        if (_bundle.IsMissing)
        {
            _problems.Add(TrailProblemKind.Incomplete, index, _bundle.Path, "the bundle of entries is missing");
            return;
        }
        for (var i = 0; i < _bundle.Count; i++)
        {
            var line = _alignment.LineOf(i);
            if (line >= 0 && _bundle.Entry(i).SequenceEqual(_lines.Line(line))) continue;
            if (line < 0 && IsTrue(i))
            {
                _alignment.UseBundle(i);
                continue;
            }
            _problems.Add(TrailProblemKind.Modified, index + i, _bundle.Path, "the entry in the bundle is not that of the log");
            return;
        }
        if (_bundle.Fault is { } fault) _problems.Add(TrailProblemKind.Modified, index + Math.Min(_bundle.Count, width - 1), _bundle.Path, fault);
    }

    // The line does not have the entry; whether the bundle does.
    private bool IsTrue(int i)
    {
        if (i >= _truthCount) return true;
        Span<byte> hash = stackalloc byte[EntryHash.Size];
        _hashing.Leaves(_bundle.Text, _bundle.Places.Slice(i, 1), hash);
        return hash.SequenceEqual(_truth.AsSpan(i * EntryHash.Size, EntryHash.Size));
    }

    private void CheckEntry(long index, int i)
    {
        var truth = i < _truthCount ? _truth.AsSpan(i * EntryHash.Size, EntryHash.Size) : [];
        if (_alignment.LineOf(i) is >= 0 and var line)
        {
            var leaf = _lines.Line(line);
            CheckLeaf(index, leaf, _lines.Hash(line), LinesPath, isSigned: true);
        }
        else if (_alignment.IsInBundle(i) && truth.Length > 0)
        {
            CheckLeaf(index, _bundle.Entry(i), truth, _bundle.Path, isSigned: true);
        }
        else if (truth.Length > 0)
        {
            _columns.CheckStart(index, truth);
        }
        else
        {
            _columns.Pass(index);
        }
    }

    private void CheckLeaf(long index, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> hash, string place, bool isSigned)
    {
        if (!_leafCheck.Holds(index, leaf, place))
        {
            _columns.CheckStart(index, hash);
            return;
        }
        _columns.Check(index, hash, leaf, _leafCheck.Scan);
        if (isSigned && Announced.Count < MostAnnounced && LeafCheck.AnnouncedKey(leaf, _leafCheck.Scan) is { } key && !Announced.Contains(key)) Announced.Add(key);
    }

    private bool TailBlock(long index, int width)
    {
        if (!_hasLines) return false;
        _lines.Fill(width);
        var count = Math.Min(width, _lines.Count);
        for (var i = 0; i < count; i++) CheckLeaf(index + i, _lines.Line(i), _lines.Hash(i), LinesPath, isSigned: false);
        _lines.Take(count);
        if (count == width) return true;
        if (!_linesEnded)
            _problems.Add(TrailProblemKind.Truncated, index + count, LinesPath, $"the lines end here, but the export says that it goes up to entry {_manifest.To - 1}");
        return false;
    }

    private void End()
    {
        _lines.Fill(1);
        if (_lines.Count > 0) _problems.Add(TrailProblemKind.Planted, _manifest.To, LinesPath, $"lines follow after entry {_manifest.To - 1}, the last one that the export says it has");
        if (_lines.IsUnterminated) _problems.Add(TrailProblemKind.Truncated, Math.Max(_manifest.To - 1, 0), LinesPath, "the last line has no line break: the file was cut off");
        _columns.End(_manifest.To);
    }
}
