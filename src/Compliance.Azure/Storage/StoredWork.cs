using Compliance.Findings;
using Compliance.Reports;
using NodaTime;

namespace Compliance.Storage;

/// <summary>What people decided about a finding, as column <c>W</c> and decision rows have it.</summary>
internal sealed record StoredWork
{
    private static readonly Dictionary<string, FindingStatus> Statuses = Enum.GetValues<FindingStatus>().ToDictionary(Wording.Of, StringComparer.Ordinal);

    public required string Status { get; init; }
    public string? Owner { get; init; }
    public long? Due { get; init; }
    public string? Reason { get; init; }
    public string? Reply { get; init; }
    public string? ReplyEvidence { get; init; }
    public long? Replied { get; init; }
    public long? Expires { get; init; }
    public string? Upto { get; init; }
    public long? UptoCount { get; init; }

    /// <summary>What the vendor claims: a status, who took it in, when.</summary>
    public string? Claim { get; init; }
    public string? ClaimBy { get; init; }
    public long? Claimed { get; init; }
    public string? Control { get; init; }
    public string? ById { get; init; }
    public required string By { get; init; }
    public required long At { get; init; }

    public static StoredWork Of(FindingWork work) => new()
    {
        Status = Wording.Of(work.Status),
        Owner = work.Owner,
        Due = work.Due?.ToUnixTimeTicks(),
        Reason = work.Reason,
        Reply = work.Reply,
        ReplyEvidence = work.ReplyEvidence,
        Replied = work.Replied?.ToUnixTimeTicks(),
        Expires = work.Expires?.ToUnixTimeTicks(),
        Upto = work.Upto?.ToString(),
        UptoCount = work.UptoCount,
        Claim = work.Claim is { } claim ? Wording.Of(claim.Status) : null,
        ClaimBy = work.Claim?.By,
        Claimed = work.Claim?.At.ToUnixTimeTicks(),
        Control = work.Control,
        ById = work.ById,
        By = work.By,
        At = work.At.ToUnixTimeTicks(),
    };

    public FindingWork ToWork() => new()
    {
        Status = Statuses[Status],
        Owner = Owner,
        Due = StoredTime.Read(Due),
        Reason = Reason,
        Reply = Reply,
        ReplyEvidence = ReplyEvidence,
        Replied = StoredTime.Read(Replied),
        Expires = StoredTime.Read(Expires),
        Upto = Upto is null ? null : Enum.Parse<Severity>(Upto),
        UptoCount = UptoCount,
        Claim = Claim is null ? null : new FindingClaim(Statuses[Claim], ClaimBy!, Instant.FromUnixTimeTicks(Claimed!.Value)),
        Control = Control,
        ById = ById,
        By = By,
        At = Instant.FromUnixTimeTicks(At),
    };
}

/// <summary>A decision about many findings.</summary>
/// <param name="Work">Null: withdrawn.</param>
internal sealed record StoredDecision(string? Rule, string? Role, string? Action, StoredWork? Work, StoredExemption? Exemption)
{
    public static StoredDecision Of(StandingDecision decision) => new(
        decision.Selector.Rule, decision.Selector.Role, decision.Selector.Action, StoredWork.Of(decision.Work),
        decision.Exemption is { } exemption ? StoredExemption.Of(exemption) : null);

    public FindingSelector Selector() => new(Rule, Role, Action);

    public StandingDecision? ToDecision() => Work is null ? null : new(Selector(), Work.ToWork(), Exemption?.ToExemption());
}

/// <summary>What was known before an audit: each finding with what was decided about it alone, and what was decided about many.</summary>
internal sealed record StoredBefore(List<StoredFinding> Findings, List<StoredDecision> Decisions);
