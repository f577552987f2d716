using NodaTime;

namespace Compliance.Findings;

/// <summary>Sets an audit's findings against those known before: which are new, which persist, which are resolved, and
/// whose risk is accepted; then what that makes of the checks and the audit. Pure.</summary>
public static class FindingHistory
{
    /// <summary>Findings of a rule that an audit lists; beyond them one finding gives the count of the rest.</summary>
    public const int ListedFindings = 10_000;

    /// <param name="result">As judged from the evidence: no states, no exemptions.</param>
    /// <param name="before">Each finding as the last completed audit left it, with what was decided about it alone, in force or lapsed.</param>
    /// <param name="now">The run's time: a decision counts while it expires later.</param>
    /// <param name="standing">What was decided about many findings at once.</param>
    /// <returns>The result with states, what people decided, exempt verdicts and the verdicts of checks and audit that follow; findings that
    /// are resolved now stand last, in the order of their fingerprints.</returns>
    public static AuditResult Apply(AuditResult result, IReadOnlyCollection<Finding> before, Instant now, IReadOnlyList<StandingDecision>? standing = null)
    {
        var known = before.ToDictionary(finding => finding.Fingerprint);
        var found = result.Findings
            .Select(finding => Continue(finding, known.GetValueOrDefault(finding.Fingerprint), standing ?? [], result.Audit.Remediation, now)).ToList();
        var byRule = found.ToLookup(finding => finding.Rule);
        var resolved = Resolved(result, before, byRule);
        var checks = result.Checks.Select(check => Judge(check, byRule[check.Rule])).ToList();
        return result with
        {
            Findings = [.. found, .. resolved],
            Checks = checks,
            Audit = result.Audit with { Verdict = VerdictAlgebra.OfAudit(checks.Select(check => check.Verdict)) },
        };
    }

    private static Finding Continue(
        Finding finding, Finding? before, IReadOnlyList<StandingDecision> standing, IReadOnlyDictionary<Severity, Duration> remediation, Instant now)
    {
        // A finding that was resolved and is back is new again: somebody has to look at it again.
        var state = before is null or { State: FindingState.Resolved } ? FindingState.New : FindingState.Persisting;
        var opened = state is FindingState.New ? now : before!.Opened ?? now;
        var dated = finding with { State = state, Opened = opened, Due = FindingDue.Of(finding.Severity, opened, remediation), Work = before?.Work, Exemption = before?.Exemption };
        var decided = FindingDecided.Apply(dated, standing, seen: now, now);
        if (finding.Verdict is not Verdict.Fail) return decided with { Exemption = null };
        return FindingDecided.Excuses(decided) ? decided with { Verdict = Verdict.Exempt } : decided;
    }

    private static IEnumerable<Finding> Resolved(AuditResult result, IEnumerable<Finding> before, ILookup<string, Finding> byRule)
    {
        var present = result.Findings.Select(finding => finding.Fingerprint).ToHashSet();
        var evaluated = result.Checks
            .Where(check => WasEvaluated(check) && ListsAll(check, byRule[check.Rule].Count()))
            .Select(check => check.Rule).ToHashSet(StringComparer.Ordinal);
        return before
            .Where(finding => finding.State is not FindingState.Resolved && !present.Contains(finding.Fingerprint))
            .Where(finding => evaluated.Contains(finding.Rule) && BeginsAfter(result.Audit.From, finding.Last))
            .OrderBy(finding => finding.Fingerprint.Value, StringComparer.Ordinal)
            .Select(finding => finding with { State = FindingState.Resolved });
    }

    // A check that does not apply has not looked, and one that could not read everything may have missed it.
    private static bool WasEvaluated(Check check) =>
        check.Unevaluated is null && check.Verdict is Verdict.Pass or Verdict.Fail or Verdict.Exempt;

    // Past the limit a finding may be among those only counted: its absence says nothing.
    private static bool ListsAll(Check check, int listed) => listed <= ListedFindings && check.Findings <= listed;

    // A window that is open at its start holds the finding's own events: had they been evidence, it would be found again,
    // so its absence is lost evidence or a changed contract, not a return to order. A finding without events has no last.
    private static bool BeginsAfter(Instant? from, Instant? last) => last is null || (from is { } start && start >= last);

    private static Check Judge(Check check, IEnumerable<Finding> findings)
    {
        var verdicts = findings.Select(finding => finding.Verdict).ToHashSet();
        var verdict = VerdictAlgebra.OfCheck(
            anyFail: verdicts.Contains(Verdict.Fail),
            notEvaluable: check.Unevaluated is not null || check.Verdict is Verdict.NotEvaluable || verdicts.Contains(Verdict.NotEvaluable),
            anyExempt: verdicts.Contains(Verdict.Exempt),
            applicable: check.Verdict is not Verdict.NotApplicable);
        return check with { Verdict = verdict, Reason = verdict is Verdict.NotEvaluable ? check.Reason ?? check.Unevaluated : check.Reason };
    }
}
