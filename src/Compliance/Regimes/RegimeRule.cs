using NodaTime;

namespace Compliance.Regimes;

/// <summary>One duty to tell somebody, as data: whose, whom, from which fact, how counted, with which content. Not legal advice.</summary>
public sealed record RegimeRule
{
    /// <summary><c>eu-gdpr.art33-1</c>; of a contract <c>contract.vendor-notice</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The family: <c>eu-gdpr</c>.</summary>
    public required string Regime { get; init; }

    /// <summary>In the words of the data set: <c>EU/EEA</c>, <c>US-CA</c>, <c>Japan</c>, <c>Global</c>.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary><c>general</c>, <c>health</c>, <c>financial</c>, <c>payments</c> …</summary>
    public required string Sector { get; init; }
    public required string Law { get; init; }
    public required string Article { get; init; }

    /// <summary>Who tells, in the words of the law: <c>controller</c>, <c>business associate</c>.</summary>
    public required string Notifier { get; init; }
    public required string Recipient { get; init; }

    /// <summary><c>authority</c>, <c>individuals</c>, <c>controller</c>, <c>customers</c>, <c>market</c>, <c>contract party</c>, <c>credit agencies</c>,
    /// <c>public</c>, <c>internal</c>.</summary>
    public required string RecipientType { get; init; }

    /// <summary><c>early warning</c>, <c>individual notice</c> …</summary>
    public required string Stage { get; init; }
    public required RuleStatus Status { get; init; }

    /// <summary>First day on which the rule, as it is written here, applies; of a law that came in steps, the earliest. Null: long in force.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>Last day; null: open.</summary>
    public LocalDate? ValidTo { get; init; }
    public required Duty Duty { get; init; }

    /// <summary>Names of facts that start the clock, the rule's own word first.</summary>
    public required IReadOnlyList<string> AnchorFacts { get; init; }

    /// <summary>Null where the rule asks for no number.</summary>
    public Threshold? Threshold { get; init; }

    /// <summary>All of the condition, in words.</summary>
    public string? ThresholdText { get; init; }

    /// <summary>What the notice has to say.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>Whether somebody read it in a source, rather than knew it.</summary>
    public required bool Confirmed { get; init; }
    public required LocalDate ReviewedOn { get; init; }

    /// <summary>Where days begin and end for this rule.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether <see cref="Zone"/> only stands in for that of the Member State concerned.</summary>
    public bool ZoneOfMemberState { get; init; }

    /// <summary>What the law says about telling late.</summary>
    public string? LateRule { get; init; }

    /// <summary>What it means for an outsourced customer service.</summary>
    public string? BpoNote { get; init; }
    public string? Caveats { get; init; }
    public string? Exceptions { get; init; }
    public required string Source { get; init; }

    /// <summary>Hours that a contract gives.</summary>
    private Duration Within { get; init; }

    /// <summary>What the rule says about a set of facts. Never throws, whatever the facts.</summary>
    public Deadline Answer(DeadlineQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        AnchorFact? anchor = question.Facts.Any(Starts) ? question.Facts.Where(Starts).MinBy(fact => fact.At) : null;
        return new Deadline
        {
            Regime = Id,
            Duty = Duty,
            Recipient = Recipient,
            Status = anchor is null ? DeadlineStatus.PendingAnchor : DeadlineStatus.Due,
            DueAt = anchor is null ? null : (anchor.Value.At + Within).InZone(question.Zone ?? Zone),
            Anchor = anchor?.Name ?? AnchorFacts[0],
            AnchorAt = anchor?.At,
            Rule = $"elapsed_hours:{Within.TotalHours}",
            Confidence = Confidence,
            Why = $"{Within.TotalHours} h from {AnchorFacts[0]}",
            Source = Source,
        };
    }

    /// <summary>Whether the rule was last checked more than 180 days ago.</summary>
    public bool ReviewIsOld(LocalDate today) => Period.DaysBetween(ReviewedOn, today) > 180;

    /// <summary>A rule that a contract makes: hours from a fact.</summary>
    /// <param name="document">The contract, in words; it is the rule's source.</param>
    public static RegimeRule Contract(string id, string recipient, string recipientType, Duty duty, Duration within, string anchorFact, string document) => new()
    {
        Id = id,
        Regime = "contract",
        Jurisdiction = "Global",
        Sector = "general",
        Law = document,
        Article = "",
        Notifier = duty == Duty.Vendor ? "vendor" : "customer",
        Recipient = recipient,
        RecipientType = recipientType,
        Stage = "contractual notice",
        Status = RuleStatus.Contractual,
        Duty = duty,
        AnchorFacts = [anchorFact],
        Confidence = "high",
        Confirmed = true,
        ReviewedOn = new LocalDate(2026, 11, 22),
        Zone = DateTimeZone.Utc,
        Source = document,
        Within = within,
    };

    private bool Starts(AnchorFact fact) => AnchorFacts.Contains(fact.Name, StringComparer.Ordinal);
}
