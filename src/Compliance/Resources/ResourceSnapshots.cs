using Compliance.Evidence;
using Compliance.Resources.Catalogue;
using Compliance.Resources.Judging;
using Compliance.Resources.Snapshots;
using NodaTime;

namespace Compliance.Resources;

/// <summary>Files with resource configuration, surveyed: what resources they hold, which record of each is the newest, and what
/// checks need to know of children and parents. Of the resources themselves nothing is kept.</summary>
public sealed class ResourceSnapshots
{
    private const int MostSamples = 20;
    private readonly IReadOnlyList<SnapshotFile> _files;
    private readonly CheckCatalogue _checks;
    private readonly ResourceIds _ids = new();
    private readonly ResourceJoins _joins = new();
    private readonly List<SourceSummary> _evidence = [];

    private ResourceSnapshots(IReadOnlyList<SnapshotFile> files, CheckCatalogue checks) => (_files, _checks) = (files, checks);

    /// <summary>How many resources there are, each counted once.</summary>
    public long Resources => _evidence.Sum(source => source.Accepted) - _ids.Replaced;

    /// <summary>What each file held, in the order given. Records that a later one replaces are counted as duplicates.</summary>
    public IReadOnlyList<SourceSummary> Evidence => _evidence;

    /// <summary>Reads all files once. Of a resource that is in several, or several times in one, the last record counts.</summary>
    /// <param name="files">The oldest first.</param>
    /// <param name="tolerant">Whether a file that cannot be used is counted as one rejected record instead.</param>
    /// <exception cref="InputException">A file is no JSON, or a template or plan that is broken.</exception>
    public static ResourceSnapshots Survey(IReadOnlyList<SnapshotFile> files, CheckCatalogue checks, bool tolerant, CancellationToken cancellation)
    {
        var snapshots = new ResourceSnapshots(files, checks);
        foreach (var file in files) snapshots.Survey(file, tolerant, cancellation);
        return snapshots;
    }

    /// <summary>Judges every resource, in the order of the files and in them, by each check of its type in the order of the catalogue.</summary>
    /// <param name="at">When the snapshots were taken; null: not known, and what depends on it is not evaluable.</param>
    /// <exception cref="InputException">A file changed since it was surveyed.</exception>
    public void Judge(Instant? at, Action<ResourceResult> each, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(each);
        Judge(at, file => new ResultSink(each, _files.Count > 1 ? file : null), cancellation);
    }

    /// <param name="sinkOf">Gives what takes the outcomes of a file.</param>
    internal void Judge(Instant? at, Func<string, IOutcomeSink> sinkOf, CancellationToken cancellation)
    {
        var number = 0L;
        foreach (var (file, seen) in _files.Zip(_evidence))
        {
            if (seen.Accepted == 0) continue;
            var pass = new JudgingPass(this, new ResourceJudge(_joins, at, sinkOf(file.Name)), number);
            var (sha256, _, _) = SnapshotPass.Read(file, pass, cancellation);
            if (sha256 != seen.Sha256) throw new InputException($"`{file.Name}` changed while it was read; read it again when it is complete");
            number = pass.Number;
        }
    }

    private void Survey(SnapshotFile file, bool tolerant, CancellationToken cancellation)
    {
        var pass = new SurveyPass(this);
        var replaced = _ids.Replaced;
        var (sha256, bytes, format) = ("", 0L, "unknown");
        try
        {
            (sha256, bytes, format) = SnapshotPass.Read(file, pass, cancellation);
        }
        catch (InputException unusable) when (tolerant)
        {
            pass.Reject(1, unusable.Message);
            using var received = new Evidence.Bytes.ReceivedStream(file.Open());
            sha256 = received.Finish();
            bytes = received.Count;
        }
        _evidence.Add(new SourceSummary
        {
            Source = file.Name,
            Kind = "resources",
            Format = format,
            Method = file.Method,
            CollectedAt = file.CollectedAt,
            Sha256 = sha256,
            Bytes = bytes,
            Records = pass.Taken + pass.Rejected,
            Accepted = pass.Taken,
            Rejected = pass.Rejected,
            Duplicates = _ids.Replaced - replaced,
            RejectedSamples = pass.Samples,
        });
        if (!tolerant && pass.Taken == 0 && pass.First is { } first)
            throw first.At is var (line, column) ? InputException.At(file.Name, line, column, first.Reason) : new InputException($"{file.Name}: {first.Reason}");
    }

    private sealed class SurveyPass(ResourceSnapshots snapshots) : IResourceSink
    {
        public long Taken { get; private set; }
        public long Rejected { get; private set; }
        public List<RejectedSample> Samples { get; } = [];

        /// <summary>The first that was rejected, and where its text is at fault.</summary>
        public (string Reason, (long Line, long Column)? At)? First { get; private set; }

        public bool OutlineSuffices(ReadOnlySpan<byte> type) => snapshots._checks.Find(type) is not { Captures.Count: > 0 };

        public void Take(Resource resource)
        {
            Taken++;
            snapshots._ids.Add(resource);
            if (snapshots._checks.Find(resource.Type) is { Captures.Count: > 0 } plan) snapshots._joins.Add(resource, plan);
        }

        public void Reject(long record, string reason, (long Line, long Column)? at = null)
        {
            Rejected++;
            First ??= (reason, at);
            if (Samples.Count < MostSamples) Samples.Add(new RejectedSample(record, at is var (line, column) ? $"line {line}, column {column}: {reason}" : reason));
        }
    }

    private sealed class JudgingPass(ResourceSnapshots snapshots, ResourceJudge judge, long number) : IResourceSink
    {
        public long Number { get; private set; } = number;

        public void Take(Resource resource)
        {
            var newest = snapshots._ids.IsNewest(resource, Number++);
            if (newest && snapshots._checks.Find(resource.Type) is { } plan) judge.Judge(resource, plan);
        }

        // Counted when they were surveyed.
        public void Reject(long record, string reason, (long Line, long Column)? at = null) { }
    }

    private sealed class ResultSink(Action<ResourceResult> each, string? snapshot) : IOutcomeSink
    {
        public void Take(Resource resource, in CheckOutcome outcome) => each(OutcomeWording.ResultOf(resource, outcome, snapshot));
    }
}
