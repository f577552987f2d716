using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Findings;

/// <summary>Which of the decisions about a finding counts: the last one that has not come to its end. Pure.</summary>
/// <remarks>
/// A decision ends when it expires. That a finding is fixed ends when something is found that happened later; that it is a false positive,
/// when it becomes worse than it was, has more events, or events that are later. Then the one before counts again, and where there is none the
/// finding is open and its reason says why. What is found again after it was fixed is open, whatever was decided before.
/// What the vendor claims counts while no person has decided since, and never against an accepted risk or a false positive; it takes no failure away.
/// Neither a new release of the rules nor a change of the contract ends a decision: both change every week, and what people decided
/// would be asked of them again and again, until nobody reads it. Hence every decision that takes a failure away expires.
/// </remarks>
public static class FindingDecided
{
    /// <param name="finding">As found. With what was decided about it alone: <see cref="Finding.Work"/>, <see cref="Finding.Exemption"/>.</param>
    /// <param name="standing">Decisions about many findings, in any order.</param>
    /// <param name="seen">Start of the run that found it.</param>
    /// <param name="now">A decision counts while it expires later.</param>
    /// <returns>The finding with what counts; its verdict as it was.</returns>
    public static Finding Apply(Finding finding, IReadOnlyList<StandingDecision> standing, Instant seen, Instant now)
    {
        Ended? ended = null;
        foreach (var (work, exemption) in Decisions(finding, standing))
        {
            if (EndOf(finding, work, exemption, seen, now) is not { } why)
                return Claimed(finding with { Work = work?.WithReplyOf(finding.Work) ?? finding.Work, Exemption = exemption }, seen);
            ended ??= work is null ? null : new(work, why);
            if (work?.Status is FindingStatus.Fixed) break;
        }
        return Claimed(finding with { Work = ended is null ? finding.Work : ended.Reopened.WithReplyOf(finding.Work), Exemption = null }, seen);
    }

    /// <summary>Whether what was decided takes a failure away.</summary>
    public static bool Excuses(Finding finding) =>
        finding.Exemption is not null || finding.Work is { Status: FindingStatus.FalsePositive };

    /// <summary>Where people are with it; of a time when an exemption was all there was to decide, that says it.</summary>
    public static FindingStatus StatusOf(Finding finding) => finding.Exemption is not null ? FindingStatus.RiskAccepted : finding.Work?.Status ?? FindingStatus.Open;

    // The last first. An exemption without anything beside it is of a time when there was nothing else to decide.
    private static IEnumerable<(FindingWork? Work, Exemption? Exemption)> Decisions(Finding finding, IReadOnlyList<StandingDecision> standing)
    {
        // What had ended before the finding was there was never about it.
        var decisions = standing.Where(decision => decision.Selector.Matches(finding) && !(decision.Work.Expires <= finding.Opened))
            .Select(decision => (decision.Work, decision.Exemption, decision.Selector.Narrowness)).ToList();
        if (finding.Work is { Decides: true } own) decisions.Add((own, finding.Exemption, int.MaxValue));
        foreach (var (work, exemption, _) in decisions.OrderByDescending(decision => decision.Work.At).ThenByDescending(decision => decision.Narrowness))
            yield return (work, exemption);
        if (finding is { Exemption: { } former, Work: null or { Decides: false } }) yield return (finding.Work, former);
    }

    private static Finding Claimed(Finding decided, Instant seen)
    {
        if (decided.Work is not { Claim: { } claim } work || Excuses(decided) || (work.Decides && work.At >= claim.At)) return decided;
        if (claim.Status is FindingStatus.Fixed && FoundAfter(decided, claim.At, seen) is { } found)
            return work.Decides ? decided : decided with { Work = work with { Reason = FoundAgain(found, claim.At), By = claim.By, At = claim.At } };
        return decided with { Work = work with { Status = claim.Status, Reason = null, Expires = null, Upto = null, UptoCount = null, Control = null, ById = null, By = claim.By, At = claim.At } };
    }

    /// <returns>When it was found that late; null: it was not.</returns>
    private static Instant? FoundAfter(Finding finding, Instant decided, Instant seen)
    {
        var found = finding.Last is null ? finding.First ?? seen : IsOfEvents(finding) ? finding.Last.Value : seen;
        return finding.State is not FindingState.Resolved && found > decided ? found : null;
    }

    private static string FoundAgain(Instant found, Instant said) => $"found again, {Second(found)}, after it was said to be fixed on {Second(said)}";

    /// <returns>Null: it counts.</returns>
    private static string? EndOf(Finding finding, FindingWork? work, Exemption? exemption, Instant seen, Instant now) => work?.Status switch
    {
        FindingStatus.Fixed when FoundAfter(finding, work.At, seen) is { } found => FoundAgain(found, work.At),
        FindingStatus.FalsePositive when work.Upto < finding.Severity => $"worse than the {Word(work.Upto!.Value)} that was called a false positive on {Second(work.At)}",
        FindingStatus.FalsePositive when work.UptoCount < finding.Count =>
            string.Create(CultureInfo.InvariantCulture, $"{finding.Count}, more than the {work.UptoCount} that were called a false positive on {Second(work.At)}"),
        FindingStatus.FalsePositive when work.UptoCount is not null && IsOfEvents(finding) && finding.Last > work.At =>
            $"found again, {Second(finding.Last.Value)}, after what was called a false positive on {Second(work.At)}",
        _ when (exemption?.Expires ?? work?.Expires) is { } end && end <= now => $"what was decided on {(work is null ? "" : Second(work.At) + " ")}ended on {Second(end)}",
        _ => null,
    };

    private static string Second(Instant instant) => InstantPattern.General.Format(instant);

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private sealed record Ended(FindingWork Work, string Why)
    {
        // The owner and the time that was set are still theirs; whose decision it was still says who to ask.
        public FindingWork Reopened => Work with { Status = Work.Owner is null ? FindingStatus.Open : FindingStatus.Assigned, Reason = Why, Expires = null, Upto = null, UptoCount = null, Control = null, ById = null };
    }

    // Of what names no record `Last` is a day that something was missing on, not one on which it was seen.
    private static bool IsOfEvents(Finding finding) => finding is { Last: not null, Evidence.Count: > 0 };
}
