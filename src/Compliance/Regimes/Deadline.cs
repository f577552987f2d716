using NodaTime;

namespace Compliance.Regimes;

/// <summary>Whose duty it is to tell.</summary>
public enum Duty
{
    /// <summary>The company that outsources.</summary>
    Customer,

    /// <summary>The vendor that works for it.</summary>
    Vendor,

    Both,

    /// <summary>Somebody else: a manufacturer, an authority.</summary>
    ThirdParty,
}

/// <summary>What a rule says about a set of facts.</summary>
public enum DeadlineStatus
{
    /// <summary>There is an instant by which somebody must be told.</summary>
    Due,

    /// <summary>The rule applies without a number: without undue delay, immediately.</summary>
    SoftStandard,

    /// <summary>Proposed, or not operational: watched, no duty.</summary>
    Disabled,

    /// <summary>In force from a later day than that of the fact.</summary>
    NotYetEffective,

    /// <summary>The fact that starts the clock is not in the ledger.</summary>
    PendingAnchor,

    /// <summary>The number of persons is under the rule's threshold.</summary>
    NotTriggered,

    /// <summary>A year of the holiday calendar is not in the data: no date is given rather than a wrong one.</summary>
    CalendarMissing,

    /// <summary>Computed, but nobody has confirmed the rule against its text.</summary>
    Unconfirmed,

    /// <summary>The data set has no such rule; that is not to say that there is no duty.</summary>
    NoRule,
}

/// <summary>The answer of one rule to one set of facts. Not legal advice.</summary>
public sealed record Deadline
{
    /// <summary>Id of the rule: <c>eu-gdpr.art33-1</c>; of a contract: <c>contract.vendor-notice</c>.</summary>
    public required string Regime { get; init; }
    public required Duty Duty { get; init; }
    public required string Recipient { get; init; }
    public required DeadlineStatus Status { get; init; }

    /// <summary>The strict limit, from the earliest plausible trigger and without relief that is only arguable; it drives the alarms.
    /// In the zone whose calendar counts. Null: there is none.</summary>
    public ZonedDateTime? DueAt { get; init; }

    /// <summary>For Operator and Legal only: never in the trail, a timeline or a copy of one.</summary>
    public ArguableLimit? LatestArguable { get; init; }

    /// <summary>Name of the fact that the clock runs from; of the missing one while pending.</summary>
    public string? Anchor { get; init; }

    /// <summary>When that fact was; null while pending.</summary>
    public Instant? AnchorAt { get; init; }

    /// <summary>How it is counted: <c>elapsed_hours:72</c>, <c>business_days:4</c>.</summary>
    public required string Rule { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>: how sure the data set is of the rule.</summary>
    public required string Confidence { get; init; }

    /// <summary>In words, for a person.</summary>
    public required string Why { get; init; }

    /// <summary>Address of the text; of a contract its document.</summary>
    public required string Source { get; init; }

    /// <summary>Whether alarms run for it.</summary>
    public bool Counts => Status is DeadlineStatus.Due && DueAt is not null;

    public bool IsMissed(Instant now) => Counts && DueAt!.Value.ToInstant() < now;
}

/// <summary>A later limit that a cited rule of counting allows to argue for.</summary>
public sealed record ArguableLimit(ZonedDateTime At, string Why, string? Source);
