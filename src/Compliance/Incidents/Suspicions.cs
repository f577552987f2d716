using System.Globalization;
using Compliance.Findings;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>Which findings of an audit open a suspicion. Pure. Whether the vendor is in pilot or live makes no difference here: in pilot
/// a case is kept as it is in live, and nothing is sent.</summary>
public static class Suspicions
{
    /// <summary>Beyond this age events only draft a case: what is found in old evidence alarms nobody at night.</summary>
    public static readonly Duration OldAfter = Duration.FromDays(30);

    private static readonly Duration Tick = Duration.FromTicks(1);
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    /// <summary>At most one for each rule, in the order of the rules' ids.</summary>
    /// <param name="result">With the states against the last audit, and exempt verdicts (<see cref="FindingHistory"/>).</param>
    /// <param name="before">The findings as the last audit left them: one that persists opens again only where it has newer events.</param>
    /// <param name="detected">When the machine noticed: the start of the run.</param>
    public static IReadOnlyList<SuspicionDraft> Of(AuditResult result, IReadOnlyCollection<Finding> before, Instant detected)
    {
        var lastSeen = before.ToDictionary(finding => finding.Fingerprint, finding => finding.Last);
        return
        [
            .. result.Findings.Where(finding => Opens(finding) && IsNews(finding, lastSeen))
                .GroupBy(finding => finding.Rule, StringComparer.Ordinal)
                .OrderBy(found => found.Key, StringComparer.Ordinal)
                .Select(found => Draft(found.Key, found, detected)),
        ];
    }

    /// <summary>That the trail does not verify: for whoever checks it. Nobody in particular is under suspicion.</summary>
    public static SuspicionDraft OfBrokenTrail(Instant detected) => new()
    {
        Id = IdOf(SuspicionTriggers.TrailBroken, detected),
        Rule = SuspicionTriggers.TrailBroken,
        Title = "the audit trail does not verify",
        Severity = Severity.Critical,
        Playbook = SuspicionTriggers.Of(SuspicionTriggers.TrailBroken).Playbook,
        Stage = Stage.Suspicion,
        Detected = detected,
    };

    // A finding without a last event tells of a state: an endpoint without TLS, an attestation that is missing. However critical, nobody
    // is known to have used it: it is a risk to mend, and no machine may call it a suspected breach. So no such rule stands in the table.
    private static bool Opens(Finding finding) =>
        finding is { Verdict: Verdict.Fail, State: not FindingState.Resolved, Last: not null } && SuspicionTriggers.Of(finding.Rule).Opens switch
        {
            TriggerCondition.Always => true,
            TriggerCondition.Critical => finding.Severity == Severity.Critical,
            _ => false,
        };

    // One said to persist that nobody has seen before is news: to ask twice is better than never.
    private static bool IsNews(Finding finding, Dictionary<Fingerprint, Instant?> lastSeen) =>
        finding.State == FindingState.New || !lastSeen.TryGetValue(finding.Fingerprint, out var seen) || seen is null || finding.Last > seen;

    private static SuspicionDraft Draft(string rule, IEnumerable<Finding> found, Instant detected)
    {
        var findings = found.OrderByDescending(f => f.Severity).ThenBy(f => f.First ?? f.Last).ThenBy(f => f.Fingerprint.Value, StringComparer.Ordinal).ToList();
        // Of several spellings the ordinally least, so that the order in which findings come decides nothing.
        var principals = findings.Select(f => f.Principal).OfType<string>().GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(spellings => spellings.Min(StringComparer.Ordinal)!).ToList();
        var trigger = SuspicionTriggers.Of(rule);
        var newest = findings.Max(f => f.Last!.Value);
        return new SuspicionDraft
        {
            Id = IdOf(rule, detected),
            Rule = rule,
            Title = Title(rule, findings, principals.Count),
            Severity = findings[0].Severity,
            Findings = [.. findings.Take(SuspicionDraft.MostFindings).Select(f => f.Fingerprint.Value)],
            Principals = [.. principals.Take(SuspicionDraft.MostPrincipals)],
            PrincipalsInAll = principals.Count,
            From = findings.Min(f => f.First ?? f.Last!.Value) - Duration.FromHours(trigger.HoursBefore),
            To = newest < Instant.MaxValue - Tick ? newest + Tick : Instant.MaxValue,
            Playbook = trigger.Playbook,
            Stage = detected - newest > OldAfter ? Stage.Draft : Stage.Suspicion,
            Detected = detected,
        };
    }

    private static string IdOf(string rule, Instant detected) => $"{Day.Format(detected.InUtc().Date)}-{rule.ToLowerInvariant()}";

    private static string Title(string rule, List<Finding> findings, int principals)
    {
        var events = findings.Aggregate(0L, (sum, f) => f.Count > long.MaxValue - sum ? long.MaxValue : sum + f.Count);
        return $"{rule}: {Count(events, "event")} of {Count(principals, "principal")} in {Count(findings.Count, "finding")}";
    }

    private static string Count(long n, string what) => string.Create(CultureInfo.InvariantCulture, $"{n:N0} {what}{(n == 1 ? "" : "s")}");
}
