using NodaTime;

namespace Compliance.Findings;

/// <summary>Where people are with a finding. What audits see of it is <see cref="FindingState"/>.</summary>
public enum FindingStatus : byte
{
    Open,
    Assigned,

    /// <summary>The vendor says that it is not so.</summary>
    VendorDisputed,

    /// <summary>What was seen is no violation; the reason says why.</summary>
    FalsePositive,

    /// <summary>Said to be put right; an audit that no longer finds it makes it resolved, one that finds what is later opens it again.</summary>
    Fixed,

    /// <summary>There is an <see cref="Exemption"/>.</summary>
    RiskAccepted,

    /// <summary>Somebody asks that its risk be accepted. It goes on failing, until another person does.</summary>
    RiskRequested,
}

/// <summary>What people decided about a finding.</summary>
public sealed record FindingWork
{
    public required FindingStatus Status { get; init; }

    /// <summary>Who is to put it right; null: nobody yet.</summary>
    public string? Owner { get; init; }

    /// <summary>By when, where a person set it; null: what the contract's time for its severity gives.</summary>
    public Instant? Due { get; init; }

    /// <summary>Why, in the words of who decided.</summary>
    public string? Reason { get; init; }

    /// <summary>What the vendor answered, and what it gives as evidence.</summary>
    public string? Reply { get; init; }
    public string? ReplyEvidence { get; init; }

    /// <summary>When that was taken in.</summary>
    public Instant? Replied { get; init; }

    /// <summary>What the vendor claims; null: nothing. It stands beside what people decided and never in its place.</summary>
    public FindingClaim? Claim { get; init; }

    /// <summary>When the decision ends by itself; null: it stands.</summary>
    public Instant? Expires { get; init; }

    /// <summary>How bad the finding was when it was called a false positive: that says nothing about a worse one. Null: not looked at.</summary>
    public Severity? Upto { get; init; }

    /// <summary>How many events the finding had when it alone was called a false positive: that says nothing about more. Null: not looked at.</summary>
    public long? UptoCount { get; init; }

    /// <summary>Of <see cref="FindingStatus.RiskRequested"/>: what is to be done instead, and what the directory calls who asks; null: not known.</summary>
    public string? Control { get; init; }
    public string? ById { get; init; }

    /// <summary>Who decided last, and when.</summary>
    public required string By { get; init; }
    public required Instant At { get; init; }

    /// <summary>Whether it says more than what the vendor replied.</summary>
    public bool Decides => Status is not FindingStatus.Open || Owner is not null || Due is not null || Reason is not null;

    /// <summary>This decision with what the vendor replied beside another.</summary>
    public FindingWork WithReplyOf(FindingWork? other) => this with { Reply = other?.Reply, ReplyEvidence = other?.ReplyEvidence, Replied = other?.Replied, Claim = other?.Claim };
}

/// <summary>What a vendor claims of a finding.</summary>
/// <param name="Status"><see cref="FindingStatus.Fixed"/> or <see cref="FindingStatus.VendorDisputed"/>.</param>
/// <param name="By">Who took it in.</param>
public sealed record FindingClaim(FindingStatus Status, string By, Instant At);
