using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Incidents;

/// <summary>A case: the sum of its records. What may be done with it are its methods; they change nothing, they return the records to append.</summary>
/// <remarks>The fold takes any records in any order without complaint: what does not fit becomes a <see cref="Contradiction"/>.</remarks>
public sealed partial class Incident
{
    internal Incident(string id, VendorId vendor, IReadOnlyList<IncidentRecord> records) => (Id, Vendor, Records) = (id, vendor, records);

    /// <summary>Unique for the vendor: <c>20261122-mass-record-access</c>.</summary>
    public string Id { get; }
    public VendorId Vendor { get; }

    /// <summary>In order; the number of a record is its place, from 1.</summary>
    public IReadOnlyList<IncidentRecord> Records { get; }

    public Stage Stage { get; internal init; }

    /// <summary>When it came to that stage.</summary>
    public Instant StageSince { get; internal init; }
    public string Title { get; internal init; } = "";
    public Instant OpenedAt { get; internal init; }
    public string OpenedBy { get; internal init; } = "";

    /// <summary>The rule whose finding opened it; null: a person did.</summary>
    public string? Rule { get; internal init; }

    /// <summary>Fingerprints of the findings that opened it.</summary>
    public IReadOnlyList<string> Findings { get; internal init; } = [];

    /// <summary>Null: none is run.</summary>
    public string? Playbook { get; internal init; }

    /// <summary>Principals under suspicion, and the window, for <em>who was touched</em>.</summary>
    public IReadOnlyList<string> Principals { get; internal init; } = [];
    public Instant? From { get; internal init; }
    public Instant? To { get; internal init; }

    /// <summary>All facts, in the order of their records, those that were corrected included.</summary>
    public IReadOnlyList<LedgerFact> Facts { get; internal init; } = [];

    /// <summary>What clocks may run from: the facts that no later one corrects, privileged ones included.</summary>
    public IReadOnlyList<AnchorFact> Effective { get; internal init; } = [];

    public IReadOnlyList<Contradiction> Contradictions { get; internal init; } = [];

    /// <summary>One for each jurisdiction that a fact names.</summary>
    public IReadOnlyList<AffectedPersons> AffectedPersons { get; internal init; } = [];

    /// <summary>Kinds of data that facts that count name, in order.</summary>
    public IReadOnlyList<string> DataClasses { get; internal init; } = [];

    /// <summary>Those that count, whether in force or not.</summary>
    public IReadOnlyList<LawEnforcementHold> Holds { get; internal init; } = [];

    /// <summary>The last one; null: nobody has decided.</summary>
    public Decided? Decision { get; internal init; }

    /// <summary>Rules that a named person let start reminders although nobody has confirmed them.</summary>
    public IReadOnlySet<string> EnabledRules { get; internal init; } = new HashSet<string>();

    /// <summary>Those that have a record, by id.</summary>
    public IReadOnlyDictionary<string, StepState> Steps { get; internal init; } = new Dictionary<string, StepState>();

    /// <summary>All versions, in the order they were drafted.</summary>
    public IReadOnlyList<NoticeState> Notices { get; internal init; } = [];
    public IReadOnlyList<DeliveryState> Deliveries { get; internal init; } = [];

    /// <summary>Who was touched, in the order computed; the last one counts.</summary>
    public IReadOnlyList<TouchedComputed> Touched { get; internal init; } = [];

    internal IReadOnlySet<(string Clock, int Percent, Instant Due)> Reminders { get; init; } = new HashSet<(string, int, Instant)>();
    internal IReadOnlySet<(string Clock, Instant Due)> OverdueClocks { get; init; } = new HashSet<(string, Instant)>();

    /// <summary>State of a step; <see cref="StepStage.Waiting"/> when no record names it.</summary>
    public StepState this[string step] => Steps.TryGetValue(step, out var state) ? state : new StepState { Step = step };

    /// <summary>Folds records. Never throws, whatever they are.</summary>
    public static Incident Of(string id, VendorId vendor, IEnumerable<IncidentRecord> records) => IncidentFold.Of(id, vendor, [.. records]);

    /// <summary>The earliest fact of the name that counts.</summary>
    public LedgerFact? Earliest(string name) => Facts.Where(fact => fact.Counts && fact.Name == name).MinBy(fact => (fact.At, fact.Number));

    public Instant? Detection => Earliest(FactNames.Detection)?.At;

    public Instant? Awareness => Earliest(FactNames.Awareness)?.At;

    /// <summary>When somebody must have looked at a suspicion: 24 hours after detection, or after a person made a draft a suspicion.
    /// Null: there is nothing to be looked at any more, or not yet.</summary>
    public Instant? TriageDue => Stage is not Stage.Suspicion ? null
        : Opened is { Stage: Stage.Draft } ? StageSince + TriageWithin
        : (Detection is { } detection ? detection : OpenedAt) + TriageWithin;

    /// <summary>The hold that is in force at the instant; of several the one that ends last.</summary>
    public LawEnforcementHold? HoldAt(Instant instant) => Holds.Where(hold => hold.IsInForce(instant)).MaxBy(hold => hold.Until ?? Instant.MaxValue);

    /// <summary>Persons affected there; null: not known.</summary>
    /// <param name="jurisdiction">Exactly as facts name it: <c>DE</c>, <c>US-CA</c>.</param>
    public long? Affected(string jurisdiction) => AffectedPersons.FirstOrDefault(persons => persons.Jurisdiction == jurisdiction)?.Count;

    /// <summary>Whether this clock, with this limit, has reminded at this part of its time or a later one.</summary>
    public bool HasReminded(string clock, int percent, Instant due) => Reminders.Any(sent => sent.Clock == clock && sent.Due == due && sent.Percent >= percent);

    /// <summary>Whether it is recorded that this clock, with this limit, ran out.</summary>
    public bool HasRunOut(string clock, Instant due) => OverdueClocks.Contains((clock, due));

    /// <summary>When the rule's report was last submitted; null: not.</summary>
    public Instant? SubmittedAt(string rule) =>
        Facts.Where(fact => fact.Counts && fact.Name == FactNames.Submission(rule)).Max(fact => (Instant?)fact.At);

    /// <summary>The latest version of a rule's notice.</summary>
    public NoticeState? NoticeOf(string rule) => Notices.LastOrDefault(notice => notice.Rule == rule);

    public DeliveryState? Delivery(string id) => Deliveries.FirstOrDefault(delivery => delivery.Delivery == id);

    /// <summary>Who asked for a step: who started it; who opened the case, if a machine started it; null: no person did.</summary>
    public NamedPerson? RequesterOf(string step) =>
        new[] { this[step].StartedBy, Opened?.Person }.FirstOrDefault(by => by is { Name.Length: > 0 } && !Persons.IsMachine(by.Name));

    internal Opened? Opened => Records.OfType<Opened>().FirstOrDefault();

    private static readonly Duration TriageWithin = Duration.FromHours(24);
}
