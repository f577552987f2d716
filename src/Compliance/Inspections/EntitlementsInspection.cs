using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules.Entitlements;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Judges what systems really grant: <c>entitlements/</c> and what vendor.yaml names beside it. It needs no log.</summary>
internal static class EntitlementsInspection
{
    /// <summary>Most failures of one rule that are listed; the rest are counted.</summary>
    private const int MostFailures = 10_000;

    private static readonly IReadOnlyList<string> Rules = [.. EntitlementRules.All.Select(rule => rule.Definition.Id)];

    /// <param name="now">The audit's now; null: no list is too old.</param>
    /// <param name="made">By when a list was made at the latest: when the audit began; null: any time.</param>
    public static Inspection Inspect(IVendorFolder folder, VendorRecord record, Instant? now, Instant? made, CancellationToken cancellation)
    {
        var lists = EntitlementLists.Read(folder, record, made, cancellation);
        var reviews = new EvidenceDocuments(folder, "reviews", "reviews");
        var decided = reviews.Read((path, content) => new[] { RevocationRegister.Read(content, path) });
        if (lists.All.Count == 0 && lists.Unmatched.Count == 0 && reviews.Sources.Count == 0) return Inspection.Nothing;
        var access = GrantedAccess.Of(lists.All, record);
        var tally = new Tally();
        // A register is whole in each document, and only the audit's own is here.
        var facts = new EntitlementFacts(record, access, now) { Revocations = decided.Count == 0 ? null : decided.MaxBy(one => one.Record.At).Record };
        foreach (var judgement in EntitlementRules.Judge(facts)) tally.Take(judgement);
        return Inspection.Of(record.Vendor.Id, [.. lists.All.Select(list => Summary(list, access)), .. reviews.Sources], Rules, tally.Listed, Unread(lists) ?? reviews.Unread, tally.Unlisted);
    }

    private static SourceSummary Summary(EntitlementList list, GrantedAccess access) => list.Summary with { OutOfScope = access.OutOfScope.GetValueOrDefault(list.Source) };

    private static string? Unread(EntitlementLists lists)
    {
        if (lists.Unmatched is [var entry, ..]) return $"vendor.yaml:{entry.Line}: no file matches `{entry.Path}`: put the list there";
        return lists.All.FirstOrDefault(list => list.Rejected > 0) is { } list
            ? $"{list.Rejected} records of {list.Source} could not be read, the first {list.RejectedSamples[0].Record}: {list.RejectedSamples[0].Reason}" : null;
    }

    /// <summary>Lists failures, and one of each other verdict; counts the rest.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<(string Rule, Verdict Verdict), int> _listed = [];
        private readonly Dictionary<string, UnlistedJudgements> _unlisted = new(StringComparer.Ordinal);

        public List<Judgement> Listed { get; } = [];

        public IReadOnlyList<UnlistedJudgements> Unlisted => [.. _unlisted.Values];

        public void Take(Judgement judgement)
        {
            var (rule, verdict) = (judgement.Rule, judgement.Verdict);
            var listed = _listed.GetValueOrDefault((rule, verdict));
            if (listed < (verdict is Verdict.Fail || judgement.IsProvisional ? MostFailures : 1))
            {
                _listed[(rule, verdict)] = listed + 1;
                Listed.Add(judgement with { Controls = FrameworkCatalogue.ControlsOf(rule) });
                return;
            }
            var counted = _unlisted.GetValueOrDefault(rule) ?? UnlistedJudgements.None(rule);
            _unlisted[rule] = verdict switch
            {
                Verdict.Pass => counted with { Passed = counted.Passed + 1 },
                Verdict.Fail => counted with { Failed = counted.Failed + 1 },
                Verdict.NotApplicable => counted with { NotApplicable = counted.NotApplicable + 1 },
                _ => counted with { NotEvaluable = counted.NotEvaluable + 1 },
            };
        }
    }
}
