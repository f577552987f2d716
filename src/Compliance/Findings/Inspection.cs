using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Findings;

/// <summary>What judging evidence other than logs gave: a check for each rule, and a finding for each failure.</summary>
public sealed record Inspection(IReadOnlyList<SourceSummary> Evidence, IReadOnlyList<Check> Checks, IReadOnlyList<Finding> Findings)
{
    public static Inspection Nothing { get; } = new([], [], []);

    /// <param name="rules">Every rule that was asked, in the order of the report; one without a judgement does not apply.</param>
    /// <param name="judgements">At most one for each rule and subject.</param>
    /// <param name="unread">Why some evidence could not be read, so that no rule passes; null when all could.</param>
    /// <param name="unlisted">Judgements that are counted only; at most one entry for each rule.</param>
    public static Inspection Of(
        VendorId vendor, IReadOnlyList<SourceSummary> evidence, IReadOnlyList<string> rules, IEnumerable<Judgement> judgements, string? unread = null,
        IReadOnlyList<UnlistedJudgements>? unlisted = null)
    {
        var rest = (unlisted ?? []).ToDictionary(counted => counted.Rule, StringComparer.Ordinal);
        var byRule = judgements.ToLookup(judgement => judgement.Rule, StringComparer.Ordinal);
        return new(evidence,
            [.. rules.Select(rule => CheckOf(rule, [.. byRule[rule]], rest.GetValueOrDefault(rule) ?? UnlistedJudgements.None(rule), unread))],
            [.. rules.SelectMany(rule => byRule[rule]).Where(judgement => judgement.Verdict is Verdict.Fail || judgement.IsProvisional).Select(judgement => FindingOf(vendor, judgement))]);
    }

    private static Check CheckOf(string rule, List<Judgement> judged, UnlistedJudgements rest, string? unread)
    {
        var failures = judged.Count(judgement => judgement.Verdict is Verdict.Fail) + rest.Failed;
        var open = judged.Where(judgement => judgement.Verdict is Verdict.NotEvaluable).ToList();
        var applicable = judged.Count(judgement => judgement.Verdict is not Verdict.NotApplicable) + rest.Applicable;
        var unevaluated = open.Count > 0 ? Reason(open[0], open.Count + rest.NotEvaluable, judged.Count + rest.Count) : unread;
        var verdict = VerdictAlgebra.OfCheck(failures > 0, unevaluated is not null, anyExempt: false, applicable > 0 || unread is not null);
        var reason = verdict switch
        {
            Verdict.NotEvaluable => unevaluated,
            Verdict.NotApplicable => judged.FirstOrDefault()?.Message ?? "there is nothing it applies to",
            _ => null,
        };
        return new Check(rule, verdict, failures + judged.Count(judgement => judgement.IsProvisional), reason) { Unevaluated = unevaluated, Judged = applicable };
    }

    private static string Reason(Judgement first, long open, long of) => open == 1 && of == 1
        ? $"{ShortName.Of(first.Subject)}: {first.Message}"
        : $"{open} of {of}, the first {ShortName.Of(first.Subject)}: {first.Message}";

    // The thing judged stands in the fingerprint where an event's action would: that is what tells findings of one rule apart.
    private static Finding FindingOf(VendorId vendor, Judgement judgement) => new()
    {
        Fingerprint = Fingerprint.Of(judgement.Rule, vendor.Value, principal: null, role: null, judgement.Subject),
        Rule = judgement.Rule,
        Severity = judgement.Severity,
        Verdict = judgement.Verdict,
        Principal = judgement.Principal,
        Role = judgement.Role,
        Action = judgement.Action ?? judgement.Subject,
        Resource = judgement.Resource ?? judgement.Subject,
        Count = 1,
        // No last: a state has no event that a later window could have to begin after.
        First = judgement.At,
        Evidence = judgement.Evidence is { } place ? [place] : [],
        Controls = judgement.Controls,
        Message = judgement.Message,
        Fix = judgement.Fix,
    };
}
