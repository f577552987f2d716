using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Resources.Catalogue;
using Compliance.Resources.Judging;
using Compliance.Resources.Snapshots;
using NodaTime;

namespace Compliance.Resources;

/// <summary>Judges the resource configuration of a vendor folder: <c>resources/*.json</c> and <c>*.ndjson</c>, each optionally
/// <c>.gz</c>. A resource in several files is judged by the last of them: in ordinal order of the path, and what the audit collected itself after all others.</summary>
public static class ResourceInspection
{
    private const string Place = "resources";

    /// <summary>Most failures of one check that are listed; the rest are counted.</summary>
    private const int MostFailures = 10_000;
    private static readonly string[] Endings = [".json", ".ndjson", ".jsonl"];

    /// <param name="at">The instant that expiries and ages are judged by; null: they are not evaluable.</param>
    /// <exception cref="InputException">A file changed while it was read. One that cannot be used is a rejected record.</exception>
    public static InspectedResources Inspect(IVendorFolder folder, CheckCatalogue checks, Instant? at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(checks);
        var files = folder.List().Where(IsSnapshot).OrderBy(file => EvidencePlace.IsCollected(file.Path)).Select(file => SnapshotFile.Of(folder, file)).ToList();
        var snapshots = ResourceSnapshots.Survey(files, checks, tolerant: true, cancellation);
        var tally = new Tally(at);
        snapshots.Judge(at, tally.Of, cancellation);
        return new InspectedResources(snapshots.Evidence, [.. checks.All.Select(check => check.Id)], tally.Listed, tally.Unlisted, Unread(snapshots.Evidence));
    }

    private static bool IsSnapshot(VendorFile file)
    {
        if (!EvidencePlace.Holds(Place, file.Path)) return false;
        var path = file.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file.Path[..^3] : file.Path;
        return Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static string? Unread(IReadOnlyList<SourceSummary> evidence)
    {
        var rejected = evidence.Sum(source => source.Rejected);
        if (rejected == 0) return null;
        var source = evidence.First(source => source.Rejected > 0);
        return $"{rejected} records of resources could not be read, the first {source.Source}#{source.RejectedSamples[0].Record}: {source.RejectedSamples[0].Reason}";
    }

    /// <summary>Lists failures and the first of what cannot be told; counts the rest.</summary>
    private sealed class Tally(Instant? at)
    {
        private readonly Dictionary<string, UnlistedJudgements> _unlisted = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Check, Verdict Verdict), int> _listed = [];

        public List<Judgement> Listed { get; } = [];

        public IReadOnlyList<UnlistedJudgements> Unlisted => [.. _unlisted.Values];

        public IOutcomeSink Of(string file) => new FileSink(this, file);

        private void Take(string file, Resource resource, in CheckOutcome outcome)
        {
            var check = outcome.Reading.Check;
            var listed = _listed.GetValueOrDefault((check.Id, outcome.Verdict));
            if (listed < Most(outcome.Verdict))
            {
                _listed[(check.Id, outcome.Verdict)] = listed + 1;
                Listed.Add(JudgementOf(file, resource, outcome));
                return;
            }
            var counted = _unlisted.GetValueOrDefault(check.Id) ?? UnlistedJudgements.None(check.Id);
            _unlisted[check.Id] = outcome.Verdict switch
            {
                Verdict.Pass => counted with { Passed = counted.Passed + 1 },
                Verdict.Fail => counted with { Failed = counted.Failed + 1 },
                Verdict.NotApplicable => counted with { NotApplicable = counted.NotApplicable + 1 },
                _ => counted with { NotEvaluable = counted.NotEvaluable + 1 },
            };
        }

        private static int Most(Verdict verdict) => verdict switch
        {
            Verdict.Fail => MostFailures,
            Verdict.Pass => 0,
            _ => 1,
        };

        private Judgement JudgementOf(string file, Resource resource, in CheckOutcome outcome) => new()
        {
            Rule = outcome.Reading.Check.Id,
            Subject = resource.Shown,
            Verdict = outcome.Verdict,
            Severity = outcome.Reading.Check.Severity,
            Message = OutcomeWording.MessageOf(outcome),
            Fix = outcome.Reading.Check.Fix,
            Controls = outcome.Reading.Check.Controls,
            At = at,
            Evidence = new EvidenceReference(file, resource.Record),
        };

        private sealed class FileSink(Tally tally, string file) : IOutcomeSink
        {
            public void Take(Resource resource, in CheckOutcome outcome) => tally.Take(file, resource, outcome);
        }
    }
}

/// <summary>What the resources of a vendor folder were found to be.</summary>
/// <param name="Evidence">Each file.</param>
/// <param name="Checks">Every check that was asked, by id, in the order of the catalogue.</param>
/// <param name="Judgements">Every failure, to 10,000 for a check, and for each check the first resource that could not be judged and the
/// first it does not apply to. Subject: the resource's id.</param>
/// <param name="Unlisted">Counts of all others.</param>
/// <param name="Unread">Why some of it could not be read; null when all could.</param>
public sealed record InspectedResources(
    IReadOnlyList<SourceSummary> Evidence, IReadOnlyList<string> Checks, IReadOnlyList<Judgement> Judgements, IReadOnlyList<UnlistedJudgements> Unlisted, string? Unread);
