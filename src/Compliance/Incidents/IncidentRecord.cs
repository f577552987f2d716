using System.Text.Json.Serialization;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>One line of an incident's ledger. An incident is the sum of its records in order; nothing is ever changed or taken out.</summary>
/// <remarks>The number is where a record lies, not part of it. Each record is one entry of the trail, with pseudonyms for persons
/// and digests for free text.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(FactRecorded), "fact")]
[JsonDerivedType(typeof(StageChanged), "stage")]
[JsonDerivedType(typeof(RuleEnabled), "rule-enabled")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(StepStarted), "step-started")]
[JsonDerivedType(typeof(StepApproved), "step-approved")]
[JsonDerivedType(typeof(StepRejected), "step-rejected")]
[JsonDerivedType(typeof(StepCompleted), "step-completed")]
[JsonDerivedType(typeof(StepFailed), "step-failed")]
[JsonDerivedType(typeof(TouchedComputed), "touched")]
[JsonDerivedType(typeof(NoticeDrafted), "notice-drafted")]
[JsonDerivedType(typeof(NoticeApproved), "notice-approved")]
[JsonDerivedType(typeof(DeliveryQueued), "delivery-queued")]
[JsonDerivedType(typeof(DeliveryAttempted), "delivery-attempted")]
[JsonDerivedType(typeof(DeliveryAcknowledged), "delivery-acknowledged")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Overdue), "overdue")]
public abstract record IncidentRecord
{
    /// <summary>When it was recorded, by the clock of the service.</summary>
    public required Instant At { get; init; }

    /// <summary>A person's name as signed in, or <c>system:&lt;part&gt;</c>.</summary>
    public required string By { get; init; }

    /// <summary>What the directory calls that person for good: of who opened and who approved, which are compared. Null: it is not known, as in records of before.</summary>
    /// <remarks>For comparing alone: it stands in no entry of the trail, no report and no timeline.</remarks>
    public string? ById { get; init; }

    internal NamedPerson Person => new(By, ById);

    [JsonIgnore]
    public bool ByMachine => By.StartsWith("system:", StringComparison.Ordinal);
}

/// <summary>The first record.</summary>
public sealed record Opened : IncidentRecord
{
    public required Stage Stage { get; init; }
    public required string Title { get; init; }

    /// <summary>The rule whose finding opened it; null: a person did.</summary>
    public string? Rule { get; init; }

    /// <summary>Fingerprints of the findings that opened it.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Id of the playbook that is run; null: none.</summary>
    public string? Playbook { get; init; }

    /// <summary>Principals under suspicion, and the window, for <em>who was touched</em>.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];
    public Instant? From { get; init; }
    public Instant? To { get; init; }
}

public sealed record FactRecorded : IncidentRecord
{
    public required Fact Fact { get; init; }
}

public sealed record StageChanged : IncidentRecord
{
    public required Stage To { get; init; }
    public required string Reason { get; init; }
}

/// <summary>A named person lets an unconfirmed rule start reminders for this case.</summary>
public sealed record RuleEnabled : IncidentRecord
{
    public required string Rule { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Whether anybody is told; without it a case cannot be closed.</summary>
public sealed record Decided : IncidentRecord
{
    public required bool Notify { get; init; }
    public required string Rationale { get; init; }
    public required string RiskAssessment { get; init; }
}

public sealed record StepStarted : IncidentRecord
{
    public required string Step { get; init; }
    public Instant? Due { get; init; }
}

/// <summary>Somebody other than the one who asked for it agrees to a step.</summary>
public sealed record StepApproved : IncidentRecord
{
    public required string Step { get; init; }
}

public sealed record StepRejected : IncidentRecord
{
    public required string Step { get; init; }
    public required string Reason { get; init; }
}

public sealed record StepCompleted : IncidentRecord
{
    public required string Step { get; init; }
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public string? Note { get; init; }
}

public sealed record StepFailed : IncidentRecord
{
    public required string Step { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Who was touched: numbers and where the list lies, never the persons themselves.</summary>
public sealed record TouchedComputed : IncidentRecord
{
    public required string Step { get; init; }

    /// <summary>Distinct resources that were read or changed in the window.</summary>
    public required long Accessed { get; init; }

    /// <summary>Rows that events counted without naming them.</summary>
    public required long Rows { get; init; }

    /// <summary>Resources seen in the vendor's logs that the principals' roles would have let them reach.</summary>
    public required long Reachable { get; init; }

    /// <summary>Path of the list in the evidence store, and its SHA-256.</summary>
    public required string Evidence { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>What could not be seen, in words; empty: nothing known.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}

public sealed record NoticeDrafted : IncidentRecord
{
    /// <summary><c>&lt;rule&gt;/&lt;version&gt;</c>.</summary>
    public required string Notice { get; init; }
    public required string Step { get; init; }
    public required string Rule { get; init; }

    /// <summary>SHA-256 of its text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Content that the rule requires and nobody has recorded.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

public sealed record NoticeApproved : IncidentRecord
{
    public required string Notice { get; init; }
}

/// <summary>Something is to be sent. What is not sent because the vendor is in pilot is queued and withheld.</summary>
public sealed record DeliveryQueued : IncidentRecord
{
    /// <summary>Stable through all attempts and repetitions: what a receiver recognizes duplicates by.</summary>
    public required string Delivery { get; init; }

    /// <summary><c>opened</c>, <c>triage</c>, <c>step</c>, <c>approval</c>, <c>containment</c>, <c>notice</c>, <c>reminder</c>, <c>overdue</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>Step, rule or notice that it is about; null: the case.</summary>
    public string? About { get; init; }

    /// <summary>Role whose contacts are told: <c>operator</c>, <c>legal</c>, <c>security</c>, <c>vendor-security</c>, <c>customer:&lt;name&gt;</c>.</summary>
    public required string To { get; init; }

    /// <summary>When it is too late to be of use: retries end there.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>Whether it stays here because the vendor is in pilot.</summary>
    public bool Withheld { get; init; }

    /// <summary>Per cent of the time that has gone; of a reminder.</summary>
    public int? Percent { get; init; }
}

public sealed record DeliveryAttempted : IncidentRecord
{
    public required string Delivery { get; init; }

    /// <summary>From 1, over all contacts.</summary>
    public required int Attempt { get; init; }

    /// <summary>Name of the channel as company.yaml has it.</summary>
    public required string Channel { get; init; }

    /// <summary><c>accepted</c>, <c>again</c>, <c>refused</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>HTTP or SMTP status; null: no answer.</summary>
    public int? Status { get; init; }

    /// <summary>In words, without address or secret.</summary>
    public required string Detail { get; init; }
    public required string TargetSha256 { get; init; }
    public required string BodySha256 { get; init; }

    /// <summary>When it is tried again; null: not, or by the next contact at once.</summary>
    public Instant? Next { get; init; }
}

public sealed record DeliveryAcknowledged : IncidentRecord
{
    public required string Delivery { get; init; }
}

/// <summary>A clock reached a part of its time, or triage is late.</summary>
public sealed record Reminded : IncidentRecord
{
    /// <summary>Id of the rule, or <c>triage</c>.</summary>
    public required string Clock { get; init; }
    public required int Percent { get; init; }

    /// <summary>The limit it was computed with: another one, after a correction, reminds anew.</summary>
    public required Instant Due { get; init; }
}

/// <summary>A clock ran out. The next audit finds it: <see cref="OverdueClock"/>.</summary>
public sealed record Overdue : IncidentRecord
{
    public required string Clock { get; init; }
    public required Instant Due { get; init; }
}
