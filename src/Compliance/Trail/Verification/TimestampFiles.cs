using System.Globalization;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Timestamps;

namespace Compliance.Trail.Verification;

/// <summary>Earlier checkpoints in an export that a timestamping authority has seen.</summary>
internal sealed class TimestampFiles
{
    private const int MostFiles = 20_000;

    private readonly TrailProblems _problems;
    // Not the checkpoints: a note may be long, and there may be many.
    private readonly SortedDictionary<long, EntryHash> _roots = [];
    private readonly List<TimestampedCheckpoint> _held = [];

    private TimestampFiles(TrailProblems problems) => _problems = problems;

    /// <summary>Sizes at which the root is needed.</summary>
    public IEnumerable<long> Sizes => _roots.Keys;

    public static TimestampFiles Read(IExportSource source, CheckpointCheck check, long size, TrailProblems problems)
    {
        var files = new TimestampFiles(problems);
        var sizes = new SortedSet<long>();
        foreach (var path in source.Paths())
        {
            if (ExpectedFiles.TimestampSize(path) is not { } at || !sizes.Add(at) || sizes.Count <= MostFiles) continue;
            problems.Add(TrailProblemKind.Incomplete, null, path, $"more than {MostFiles} timestamps, one a day for fifty years: the others were not looked at");
            break;
        }
        foreach (var at in sizes) files.ReadPair(source, check, at, size);
        return files;
    }

    /// <summary>Each checkpoint must be of this log's own past.</summary>
    /// <param name="rootAt">The root of the first entries as the export proves it; null: it does not.</param>
    public IReadOnlyList<TimestampedCheckpoint> Compare(Checkpoint now, Func<long, EntryHash?> rootAt)
    {
        foreach (var (size, signed) in _roots)
        {
            var root = size == now.Size ? now.Root : rootAt(size);
            if (root is { } proven && proven != signed)
                _problems.Add(TrailProblemKind.Rollback, null, PathOf(size, ".checkpoint"), $"the first {size} entries are not those that were signed then: the log was rewritten since");
        }
        return _held;
    }

    private void ReadPair(IExportSource source, CheckpointCheck check, long at, long size)
    {
        var (path, tokenPath) = (PathOf(at, ".checkpoint"), PathOf(at, ".tsr"));
        if (at > size) _problems.Add(TrailProblemKind.Planted, null, path, $"of a larger log than the checkpoint's {size} entries");
        var token = Read(source, tokenPath, TimestampToken.MaxBytes);
        if (Read(source, path, SignedNote.MaxBytes) is not { } bytes) return;
        try
        {
            var signed = SignedCheckpoint.Parse(bytes);
            if (signed.Checkpoint.Size != at) throw new FormatException($"its checkpoint is of {signed.Checkpoint.Size} entries");
            if (check.Signed is { } latest && signed.Checkpoint.Origin != latest.Checkpoint.Origin) throw new FormatException($"its checkpoint is of the log `{signed.Checkpoint.Origin}`");
            check.Judge(signed, path);
            _roots.Add(at, signed.Checkpoint.Root);
            if (token is not null) CheckToken(at, token, bytes, tokenPath);
        }
        catch (FormatException e)
        {
            _problems.Add(TrailProblemKind.Modified, null, path, e.Message);
        }
    }

    // Who issued the authority's certificate is not asked: it is told, for a person to judge.
    private void CheckToken(long size, byte[] token, byte[] checkpoint, string path)
    {
        var judged = TimestampCheck.Check(token, checkpoint);
        if (judged.Verdict == TimestampVerdict.Invalid) _problems.Add(TrailProblemKind.BadSignature, null, path, judged.Detail);
        // A platform that has the algorithm tells.
        else if (judged.Verdict == TimestampVerdict.NotSupported) _problems.Add(TrailProblemKind.Incomplete, null, path, judged.Detail);
        else _held.Add(new(size, $"{judged.Time} by {judged.Authority}, {judged.Detail}"));
    }

    private byte[]? Read(IExportSource source, string path, int most)
    {
        if (SmallFile.Read(source, path, most) is { } bytes) return bytes;
        if (source.Exists(path)) _problems.Add(TrailProblemKind.Modified, null, path, $"longer than {most} bytes");
        else _problems.Add(TrailProblemKind.Incomplete, null, path, "the file is missing, though the other one of its pair is there");
        return null;
    }

    private static string PathOf(long size, string ending) => string.Create(CultureInfo.InvariantCulture, $"timestamps/{size:D19}{ending}");
}
