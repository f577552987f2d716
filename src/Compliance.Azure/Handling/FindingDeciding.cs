using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules;
using Compliance.Storage;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Decides about findings: in the trail first, then it counts. A request that was cut off is made again as it was and leaves one entry: what
/// stands already, said again by the same person on the same UTC day, is no second act.</summary>
public sealed class FindingDeciding(Store store, VendorJournal journal, TimeProvider clock)
{
    // What a rule on events calls an action; elsewhere the thing that was judged stands in its place, and things go by pseudonyms in the trail.
    private static readonly HashSet<string> OfEvents = [.. RuleCatalogue.OfEvents.Select(rule => rule.Id)];

    /// <summary>Decides about one finding, or withdraws what was decided about it alone.</summary>
    /// <param name="finding">As read: the change is made to this version of it.</param>
    /// <param name="order">Which can be carried out (<see cref="DecisionOrder.Refusal"/>); null: withdraw.</param>
    public async Task<ChangeOutcome> DecideAsync(VendorId vendor, string actor, FindingRecord finding, DecisionOrder? order, CancellationToken cancellationToken = default)
    {
        if (order is null && finding is { OwnExemption: null, OwnWork: null or { Decides: false } }) return ChangeOutcome.Changed;
        if (Stands(order, finding.OwnWork, finding.OwnExemption, actor, finding.Finding.Severity, finding.Finding.Count) && finding.OwnWork!.At == finding.Finding.Work?.At) return ChangeOutcome.Changed;
        var (fingerprint, version) = (finding.Finding.Fingerprint, finding.ETag.ToString());
        var at = await journal.RecordAsync(vendor, actor, TypeOf(order, finding.OwnExemption), Said, version, cancellationToken);
        var own = finding.OwnWork;
        var (work, exemption) = order?.At(actor, at, finding.Finding.Severity, finding.Finding.Count) ?? default;
        // What the vendor replied is not decided about.
        work = work?.WithReplyOf(own) ?? ReplyAlone(own);
        var outcome = await store.Findings.DecideAsync(vendor, fingerprint, work, exemption, finding.ETag, cancellationToken);
        if (outcome is ChangeOutcome.Changed) return outcome;
        // The same, said twice at once or again after a lost answer, stands.
        if (await store.Findings.FindOwnAsync(vendor, fingerprint, cancellationToken) is { } current && Decided(current.Finding) == (Own(work), exemption)) return ChangeOutcome.Changed;
        // The entry above says what was decided; another change came first, so it did not take effect.
        await journal.RecordAsync(vendor, actor, "change refused", Said, version, cancellationToken);
        return outcome;

        JsonObject Said(VendorJournal.Speaker speaker)
        {
            var said = DecisionWords(speaker, order);
            (said["finding"], said["rule"]) = (speaker.Finding(fingerprint), finding.Finding.Rule);
            return said;
        }
    }

    /// <summary>Decides about all findings that a selector matches, also later ones, or withdraws that.</summary>
    /// <param name="order">Which can be carried out; null: withdraw.</param>
    /// <returns>What stands now. <see cref="ChangeOutcome.NotFound"/>: there was nothing to withdraw. <see cref="ChangeOutcome.Stale"/>: somebody else decided at the same time.</returns>
    public async Task<(ChangeOutcome Outcome, DecisionRecord? Record)> DecideAsync(
        VendorId vendor, string actor, FindingSelector selector, DecisionOrder? order, CancellationToken cancellationToken = default)
    {
        var before = await store.Decisions.FindAsync(vendor, selector, cancellationToken);
        if (order is null && before?.Decision is null) return (before is null ? ChangeOutcome.NotFound : ChangeOutcome.Changed, before);
        var (upto, spoken) = await MatchedAsync(vendor, selector, cancellationToken);
        if (Stands(order, before?.Decision?.Work, before?.Decision?.Exemption, actor, upto, count: null)) return (ChangeOutcome.Changed, before);
        var version = before?.ETag.ToString() ?? "none";
        var at = await journal.RecordAsync(vendor, actor, order is null ? "findings decision withdrawn" : "findings decided", Said, version, cancellationToken);
        var decision = order?.At(actor, at, upto) is var (work, exemption) ? new StandingDecision(selector, work, exemption) : null;
        if (await store.Decisions.WriteAsync(vendor, selector, decision, before, cancellationToken))
            return (ChangeOutcome.Changed, await store.Decisions.FindAsync(vendor, selector, cancellationToken));
        if (await store.Decisions.FindAsync(vendor, selector, cancellationToken) is { } current && (current.Decision?.Work, current.Decision?.Exemption) == (decision?.Work, decision?.Exemption))
            return (ChangeOutcome.Changed, current);
        await journal.RecordAsync(vendor, actor, "change refused", Said, version, cancellationToken);
        return (ChangeOutcome.Stale, null);

        JsonObject Said(VendorJournal.Speaker speaker)
        {
            var said = DecisionWords(speaker, order);
            var isThing = selector.Rule is not { } rule || !OfEvents.Contains(rule);
            // A role or an action that no finding has may be anything, also a name.
            said["selector"] = ResultJson.Present(
                ("rule", selector.Rule is null ? null : StoredText.ForEntry(selector.Rule)),
                ("role", selector.Role is not { } role ? null : spoken.Role is null ? StoredText.Digest(role) : StoredText.ForEntry(spoken.Role)),
                ("action", selector.Action is not { } action ? null : isThing ? speaker.Resource(action) : spoken.Action is null ? StoredText.Digest(action) : StoredText.ForEntry(spoken.Action)));
            return said;
        }
    }

    /// <returns>How bad the worst of the findings is; where there is none, as little as can be: nothing is known about worse ones. The role and the action as findings spell them; null: none has it.</returns>
    private async Task<(Severity Worst, (string? Role, string? Action) Spoken)> MatchedAsync(VendorId vendor, FindingSelector selector, CancellationToken cancellationToken)
    {
        var worst = Severity.Info;
        (string? Role, string? Action) spoken = default;
        await foreach (var record in store.Findings.OwnAsync(vendor, cancellationToken))
        {
            var finding = record.Finding;
            if (finding.State is not FindingState.Resolved && finding.Severity > worst && selector.Matches(finding)) worst = finding.Severity;
            if (string.Equals(finding.Role, selector.Role, StringComparison.OrdinalIgnoreCase)) spoken.Role ??= finding.Role;
            if (string.Equals(finding.Action, selector.Action, StringComparison.OrdinalIgnoreCase)) spoken.Action ??= finding.Action;
        }
        return (worst, spoken);
    }

    private static (FindingWork? Work, Exemption? Exemption) Decided(Finding own) => (Own(own.Work), own.Exemption);

    private static FindingWork? Own(FindingWork? work) => work is { Decides: true } ? work.WithReplyOf(null) : null;

    // A repetition, of which the first time was carried out and the answer lost.
    private bool Stands(DecisionOrder? order, FindingWork? work, Exemption? exemption, string actor, Severity? upto, long? count) =>
        order is not null && work is not null && work.At.InUtc().Date == Instant.FromDateTimeOffset(clock.GetUtcNow()).InUtc().Date
        && order.At(actor, work.At, upto, count) == (work.WithReplyOf(null), exemption);

    private static string TypeOf(DecisionOrder? order, Exemption? before) => order switch
    {
        null => before is null ? "finding decision withdrawn" : "exemption withdrawn",
        { Status: FindingStatus.RiskAccepted } => "exemption decided",
        _ => "finding decided",
    };

    private static FindingWork? ReplyAlone(FindingWork? own) => own is { Reply: null, ReplyEvidence: null, Claim: null } or null
        ? null : new FindingWork { Status = FindingStatus.Open, By = own.Claim?.By ?? own.By, At = own.Replied ?? own.At }.WithReplyOf(own);

    private static JsonObject DecisionWords(VendorJournal.Speaker speaker, DecisionOrder? order) => order is null ? [] : ResultJson.Present(
        ("status", Wording.Of(order.Status)), ("owner", speaker.PersonOrNull(order.Owner)), ("due", ResultJson.Time(order.Due)),
        ("requestedBy", speaker.PersonOrNull(order.RequestedBy)), ("approvedBy", speaker.PersonOrNull(order.ApprovedBy)),
        // Reasons are free text and may hold names.
        ("reason", Digest(order.Reason)), ("control", Digest(order.Control)), ("expires", ResultJson.Time(order.Expires)));

    private static string? Digest(string? text) => text is null ? null : StoredText.Digest(text);
}
