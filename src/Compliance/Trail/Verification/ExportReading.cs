using Compliance.Trail.Checkpoints;
using Compliance.Trail.Hashing;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>One verification: signatures, then files, then entries, then what was seen before.</summary>
internal sealed class ExportReading(IExportSource source, VerifyOptions options, CancellationToken cancellationToken)
{
    private readonly TreeHashing _hashing = new();
    private TrailProblems _problems = new();
    private TrailVerification _result = new() { KeySource = options.Keys is not null ? KeySource.Given : options.State is not null ? KeySource.State : KeySource.Export };
    private IReadOnlyList<NoteKey> _announced = [];

    public TrailVerification Run()
    {
        var check = CheckpointCheck.Of(source, options, _problems);
        var manifest = ReadManifest();
        if (check.Signed is { } signed)
        {
            var checkpoint = signed.Checkpoint;
            _result = _result with { Origin = checkpoint.Origin, Size = checkpoint.Size, Root = checkpoint.Root, SignedBy = check.SignedBy };
            if (manifest is not null) ReadEntries(manifest, checkpoint, check);
        }
        return _result with
        {
            Problems = _problems.InOrder(),
            ProblemCount = _problems.Count,
            Verdict = _problems.Verdict,
            NextState = _problems.Verdict == TrailVerdict.Verified ? Remember(check) : null,
        };
    }

    private ExportManifest? ReadManifest()
    {
        const string Path = ExportManifest.Path;
        if (SmallFile.Read(source, Path, ExportManifest.MaxBytes) is not { } bytes)
        {
            if (source.Exists(Path)) _problems.Add(TrailProblemKind.Modified, null, Path, $"longer than {ExportManifest.MaxBytes} bytes");
            else _problems.Add(TrailProblemKind.Incomplete, null, Path, "the file is missing: the export broke off, or was not copied whole; its entries were not looked at");
            return null;
        }
        try
        {
            return ExportManifest.Parse(bytes);
        }
        catch (FormatException e)
        {
            _problems.Add(TrailProblemKind.Modified, null, Path, $"{e.Message}; its entries were not looked at");
            return null;
        }
    }

    private void ReadEntries(ExportManifest manifest, Checkpoint checkpoint, CheckpointCheck check)
    {
        var size = checkpoint.Size;
        _result = _result with { Vendor = manifest.Vendor, From = manifest.From, To = manifest.To, UnsignedTail = Math.Max(0, manifest.To - Math.Max(manifest.From, size)) };
        Compare(manifest, checkpoint);
        if (manifest.From > size || (manifest.From == size && manifest.To > size))
            _problems.Add(TrailProblemKind.Incomplete, manifest.From, CheckpointCheck.Path, $"the checkpoint covers {size} entries, none of these: nothing is proven of them");
        NameExtraFiles(new ExpectedFiles(size, manifest.IsFull(size)), manifest.Covered(size));
        var timestamps = TimestampFiles.Read(source, check, size, _problems);
        var remembered = new RememberedLog(options.State, _problems);
        var sizes = timestamps.Sizes.Concat(remembered.Sizes).Where(wanted => wanted <= size).ToList();
        Func<long, EntryHash?> rootAt = manifest.IsFull(size) ? ReadFull(manifest, checkpoint) : ReadRange(manifest, checkpoint, sizes);
        if (manifest.IsFull(size)) check.CompareListed(_announced);
        remembered.Compare(checkpoint, rootAt);
        _result = _result with { Timestamps = timestamps.Compare(checkpoint, rootAt) };
        CompareNames();
    }

    private void Compare(ExportManifest manifest, Checkpoint checkpoint)
    {
        if (checkpoint.Origin[(checkpoint.Origin.LastIndexOf('/') + 1)..] != manifest.Vendor)
            _problems.Add(TrailProblemKind.Modified, null, ExportManifest.Path, $"`vendor` is `{manifest.Vendor}`, but the checkpoint is of `{checkpoint.Origin}`");
        if (manifest.Size < checkpoint.Size)
            _problems.Add(TrailProblemKind.Truncated, manifest.Size, ExportManifest.Path, $"it says that the log has {manifest.Size} entries, but {checkpoint.Size} are signed");
        if (manifest.Size > checkpoint.Size)
            _problems.Add(TrailProblemKind.Modified, checkpoint.Size, ExportManifest.Path, $"it says that the log has {manifest.Size} entries, but only {checkpoint.Size} are signed");
    }

    private void NameExtraFiles(ExpectedFiles expected, long end)
    {
        foreach (var path in source.Paths())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!expected.Has(path)) _problems.Add(TrailProblemKind.Planted, path.StartsWith("tile/", StringComparison.Ordinal) ? end : null, path, "a file that is no part of the export");
        }
    }

    private Func<long, EntryHash?> ReadFull(ExportManifest manifest, Checkpoint checkpoint)
    {
        if (manifest.Proof.Count > 0) _problems.Add(TrailProblemKind.Modified, null, ExportManifest.Path, "`proof` is not empty, though the export reaches the checkpoint");
        var before = _problems.Count;
        var tiles = new TileTree(source, checkpoint.Size, checkpoint.Root, _problems, _hashing);
        using var known = tiles.IsSigned ? null : ProvenOtherwise(manifest, checkpoint.Size, root => root == checkpoint.Root, bundles: true);
        if (!tiles.IsSigned && known is null)
            _problems.Add(TrailProblemKind.Modified, null, CheckpointCheck.Path, "neither the tiles nor the lines make the root that is signed: which entry is another than the signed one cannot be told from this export alone");
        if (!tiles.IsSigned && known is not null) CompareTiles(tiles, manifest, checkpoint.Size, before);
        Pass(manifest, checkpoint.Size, tiles, known, null);
        return tiles.RootAt;
    }

    // The root is made by something else than the tiles: they are what was changed.
    private void CompareTiles(TileTree tiles, ExportManifest manifest, long size, long before)
    {
        using var known = ProvenOtherwise(manifest, size, root => root == _result.Root, bundles: true);
        var hashes = new byte[Tile.FullWidth * EntryHash.Size];
        for (var number = 0L; number * Tile.FullWidth < size; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = (int)Math.Min(Tile.FullWidth, size - number * Tile.FullWidth);
            var block = hashes.AsSpan(0, width * EntryHash.Size);
            known!.Next(block);
            var tile = tiles.Leaves(number, out _);
            var same = tile.CommonPrefixLength(block);
            if (tile.IsEmpty || same == block.Length) continue;
            _problems.Add(TrailProblemKind.Modified, number * Tile.FullWidth + same / EntryHash.Size, new Tile(0, number, width).Path, "the hash in the tile is not that of the entry");
            return;
        }
        if (_problems.Count == before) _problems.Add(TrailProblemKind.Modified, null, "tile", "the tiles above the leaves do not make the root that is signed");
    }

    private Func<long, EntryHash?> ReadRange(ExportManifest manifest, Checkpoint checkpoint, IEnumerable<long> sizes)
    {
        var before = _problems.Copy();
        var roots = Pass(manifest, checkpoint.Size, null, null, new RootsAt(manifest.Frontier, sizes, _hashing))!;
        if (manifest.From > checkpoint.Size || Reaches(roots.Size, roots.Root)) return roots.At;
        // Of the lines or the column of hashes, one may still be what was signed: it then tells where the other is not.
        using var known = ProvenOtherwise(manifest, checkpoint.Size, root => Reaches(manifest.Covered(checkpoint.Size), root), bundles: false);
        if (known is not null)
        {
            _problems = before;
            Pass(manifest, checkpoint.Size, null, known, null);
        }
        else if (manifest.Proof.Count == 0 && manifest.To > 0 && manifest.To < checkpoint.Size)
        {
            _problems.Add(TrailProblemKind.Truncated, manifest.To, ExportManifest.Path, $"the export ends before the {checkpoint.Size} entries that were signed, and nothing in it proves that they go on from there");
        }
        else if (roots.Size == manifest.Covered(checkpoint.Size))
        {
            _problems.Add(TrailProblemKind.Modified, manifest.From, ExportManifest.Path, "frontier, lines and proof do not make the root that is signed: which of them, or which entry, was changed cannot be told from this export alone");
        }
        return roots.At;

        bool Reaches(long end, EntryHash root) => end == checkpoint.Size ? manifest.Proof.Count == 0 && root == checkpoint.Root
            : end == 0 ? manifest.Proof.Count == 0
            : ConsistencyProof.Verifies(end, checkpoint.Size, root, checkpoint.Root, manifest.Proof);
    }

    private RootsAt? Pass(ExportManifest manifest, long size, TileTree? tiles, IHashSequence? known, RootsAt? roots)
    {
        using var pass = new EntryPass(source, manifest, _problems, _hashing, tiles, known, roots);
        pass.Run(manifest.Covered(size), cancellationToken);
        _result = _result with { HasNames = pass.HasNames };
        _announced = pass.Announced;
        return roots;
    }

    /// <summary>Leaf hashes of one of the files, if they make what is signed; from their beginning.</summary>
    private IHashSequence? ProvenOtherwise(ExportManifest manifest, long size, Func<EntryHash, bool> isSigned, bool bundles)
    {
        var covered = manifest.Covered(size);
        foreach (var open in Sequences(manifest, size, bundles))
        {
            using (var hashes = open())
            {
                if (hashes is null || RootOf(hashes, manifest, covered) is not { } root || !isSigned(root)) continue;
            }
            return open();
        }
        return null;
    }

    private IEnumerable<Func<IHashSequence?>> Sequences(ExportManifest manifest, long size, bool bundles)
    {
        yield return () => source.Open(EntryPass.LinesPath) is { } lines ? new LineHashes(lines, _hashing) : null;
        if (bundles) yield return () => new BundleHashes(source, size, _hashing);
        yield return () => source.Open(CsvRows.Path) is { } rows ? new CsvHashes(rows, manifest.From) : null;
    }

    private EntryHash? RootOf(IHashSequence hashes, ExportManifest manifest, long covered)
    {
        var log = new RootBuilder(manifest.Frontier, _hashing);
        var block = new byte[Tile.FullWidth * EntryHash.Size];
        while (log.Size < covered)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var width = (int)Math.Min(Tile.FullWidth - log.Size % Tile.FullWidth, covered - log.Size);
            if (hashes.Next(block.AsSpan(0, width * EntryHash.Size)) < width) return null;
            log.Append(block.AsSpan(0, width * EntryHash.Size));
        }
        return log.Root;
    }

    private void CompareNames()
    {
        var file = source.Exists(ExpectedFiles.Names);
        if (file && !_result.HasNames) _problems.Add(TrailProblemKind.Planted, null, ExpectedFiles.Names, $"names lie in an export whose `{CsvRows.Path}` has no columns for them");
        if (!file && _result.HasNames) _problems.Add(TrailProblemKind.Incomplete, null, ExpectedFiles.Names, $"the file is missing, though `{CsvRows.Path}` has columns of names");
    }

    private TrailState Remember(CheckpointCheck check)
    {
        var signed = check.Signed!;
        var keys = check.SignedBy.Concat(options.State?.Keys ?? []).Concat(_announced.Where(key => key.Name == signed.Checkpoint.Origin)).Distinct();
        return new(signed.Checkpoint.Origin, [.. keys], signed);
    }
}
