using System.Text.Json.Serialization;
using Compliance.Regimes.Counting;
using NodaTime;

namespace Compliance.Regimes;

/// <summary>One duty to tell somebody, as data: whose, whom, from which fact, how counted, with which content. Not legal advice.</summary>
public sealed record RegimeRule
{
    /// <summary>After so many days what was read of a law is old.</summary>
    public const int ReviewDays = 180;

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
    public required RuleStatus Status { get; init; }

    /// <summary>First day on which the rule, as it is written here, applies; of a law that came in steps, the earliest. Null: long in force.</summary>
    public LocalDate? ValidFrom { get; init; }

    /// <summary>Last day; null: open.</summary>
    public LocalDate? ValidTo { get; init; }

    /// <summary>What the dates alone do not say: steps, doubts.</summary>
    public string? Validity { get; init; }

    /// <summary>The standard before <see cref="ValidFrom"/>, where there was one; null: the duty itself is new.</summary>
    public string? BeforeThat { get; init; }

    /// <summary>Who tells, in the words of the law: <c>controller</c>, <c>business associate</c>.</summary>
    public required string Notifier { get; init; }
    public required Duty Duty { get; init; }
    public required string Recipient { get; init; }

    /// <summary><c>authority</c>, <c>individuals</c>, <c>controller</c>, <c>customers</c>, <c>market</c>, <c>contract party</c>, <c>credit agencies</c>,
    /// <c>public</c>, <c>internal</c>.</summary>
    public required string RecipientType { get; init; }

    /// <summary><c>early warning</c>, <c>individual notice</c> …</summary>
    public required string Stage { get; init; }

    /// <summary>The event of the law; and in words what it takes.</summary>
    public required string Trigger { get; init; }
    public string? TriggerDetail { get; init; }

    /// <summary>Names of facts that start the clock, the rule's own word first.</summary>
    public required IReadOnlyList<string> AnchorFacts { get; init; }

    /// <summary>Whether the latest of several such facts counts, not the earliest.</summary>
    public bool LastAnchorCounts { get; init; }

    /// <summary>How the end is found.</summary>
    public required TimeLimit Limit { get; init; }

    /// <summary>How sure the data set is of the way of counting, where that is less than of the rule.</summary>
    public string? CountingConfidence { get; init; }

    /// <summary>Whether the number, where there is one, is only the outer limit.</summary>
    public bool WithoutUndueDelay { get; init; }
    public string? Qualifier { get; init; }

    /// <summary>How several limits go together, in words.</summary>
    public string? Combination { get; init; }

    /// <summary>What the sources say about counting.</summary>
    public string? CountingText { get; init; }
    public NoonRelief? Relief { get; init; }
    public ArguableRule? Arguable { get; init; }

    /// <summary>Where days begin and end for this rule.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Whether <see cref="Zone"/> only stands in for that of the Member State concerned.</summary>
    public bool ZoneOfMemberState { get; init; }

    /// <summary>Id of the holiday calendar; null: that of the zone.</summary>
    public string? Calendar { get; init; }

    /// <summary>Null where the rule asks for no number.</summary>
    public Threshold? Threshold { get; init; }

    /// <summary>All of the condition, in words.</summary>
    public string? ThresholdText { get; init; }

    /// <summary>What the notice has to say.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];
    public string? Exceptions { get; init; }

    /// <summary>What the law says about telling late.</summary>
    public string? LateRule { get; init; }

    /// <summary>What it means for an outsourced customer service.</summary>
    public string? BpoNote { get; init; }
    public string? Caveats { get; init; }

    /// <summary><c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    public required string Confidence { get; init; }

    /// <summary>Whether somebody read it in a source, rather than knew it.</summary>
    public required bool Confirmed { get; init; }
    public required LocalDate ReviewedOn { get; init; }
    public required string Source { get; init; }
    public IReadOnlyList<string> MoreSources { get; init; } = [];

    /// <summary>Whether the zone is to be asked for: that of the Member State, or for a rule of the whole world of the company.</summary>
    [JsonIgnore]
    public bool ZoneIsOpen => ZoneOfMemberState || Jurisdiction == Jurisdictions.Everywhere;

    /// <summary>Every fact that it looks at.</summary>
    [JsonIgnore]
    public IEnumerable<string> Facts => [.. AnchorFacts, .. Limit.OtherFacts, Trigger];

    /// <summary>What the rule says about a set of facts. Never throws, whatever the facts.</summary>
    public Deadline Answer(DeadlineQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return new RuleAnswer(this, question).Deadline();
    }

    /// <summary>Whether the rule was last checked more than 180 days ago.</summary>
    public bool ReviewIsOld(LocalDate today) => Period.DaysBetween(ReviewedOn, today) > ReviewDays;

    /// <summary>A rule that a contract makes: hours from a fact.</summary>
    /// <param name="within">More than nothing, and at most ten years.</param>
    /// <param name="document">The contract, in words; it is the rule's source.</param>
    public static RegimeRule Contract(string id, string recipient, string recipientType, Duty duty, Duration within, string anchorFact, string document)
    {
        var hours = (decimal)within.TotalSeconds / 3600;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hours, nameof(within));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hours, ElapsedHours.Most, nameof(within));
        return new RegimeRule
        {
            Id = id,
            Regime = "contract",
            Jurisdiction = Jurisdictions.Everywhere,
            Sector = "general",
            Law = document,
            Article = "",
            Status = RuleStatus.Contractual,
            Notifier = duty == Duty.Vendor ? "vendor" : "customer",
            Duty = duty,
            Recipient = recipient,
            RecipientType = recipientType,
            Stage = "contractual notice",
            Trigger = anchorFact,
            AnchorFacts = [anchorFact],
            Limit = new ElapsedHours(hours),
            Zone = DateTimeZone.Utc,
            Confidence = "high",
            Confirmed = true,
            // A contract is read anew each time it is used: it does not grow old here.
            ReviewedOn = LocalDate.MaxIsoValue,
            Source = document,
        };
    }
}
