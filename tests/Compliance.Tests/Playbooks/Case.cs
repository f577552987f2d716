using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>A case with a host that does what the engine asks for, and persons who act when a test says so.</summary>
internal sealed class Case
{
    public static readonly Instant Detected = Instant.FromUtc(2026, 11, 23, 8, 0);
    public static readonly VendorId Acme = VendorId.Parse("acme-bpo");

    private readonly List<IncidentRecord> _records = [];

    public Case(string playbook = "mass-record-access", Stage stage = Stage.Suspicion, VendorMode mode = VendorMode.Live)
    {
        Playbook = ShippedPlaybooks.Find(playbook);
        Vendor = new Vendor { Id = Acme, Name = "Acme", Mode = mode };
        Now = Detected;
        Add(new Opened { At = Now, By = "system:auditor", Stage = stage, Title = "Mass access", Rule = playbook, Playbook = playbook });
        Record(FactNames.Detection, Now, by: "system:auditor");
    }

    public Playbook? Playbook { get; set; }
    public Vendor Vendor { get; init; }
    public Company? Company { get; init; }
    public Instant Now { get; set; }
    public List<TestRule> Rules { get; } = [];
    public IReadOnlyList<IncidentRecord> Records => _records;
    public Incident Incident => Incident.Of("20261123-mass-record-access", Acme, _records);
    public IReadOnlyList<ApplicableRule> Applicable => [.. Rules.Select(rule => rule.For(Incident))];

    /// <summary>An incident whose containment is to be approved.</summary>
    public static Case AtApproval()
    {
        var @case = new Case();
        @case.Advance();
        @case.Complete("triage");
        @case.Change(Stage.Incident);
        @case.Advance();
        return @case;
    }

    /// <summary>A case of which the company is aware since its detection.</summary>
    public static Case Clocked(params TestRule[] rules)
    {
        var @case = new Case();
        @case.Rules.AddRange(rules);
        @case.Record(FactNames.Awareness, @case.Now);
        @case.Advance();
        return @case;
    }

    /// <summary>A breach whose notices are to be drafted.</summary>
    public static Case AtNotices(params TestRule[] rules)
    {
        var @case = Clocked(rules);
        foreach (var key in (string[])["triage", "approve-containment", "contain", "find-the-way-out", "count-persons", "check-card-data"])
        {
            if (key == "approve-containment") @case.Approve(key);
            else @case.Complete(key);
            @case.Advance();
        }
        @case.Change(Stage.Breach);
        @case.Complete("decide-stage");
        @case.Advance();
        return @case;
    }

    /// <summary>Those of the records that are messages to be sent.</summary>
    public static IEnumerable<DeliveryQueued> Sent(IEnumerable<IncidentRecord> records) => records.OfType<DeliveryQueued>();

    /// <summary>What the engine says now, nothing of it being appended.</summary>
    public Advance Ask() => Engine.Of(Incident, Playbook, Vendor, Company, Applicable, Now);

    /// <summary>Asks, appends and does the work until nothing is left to do at this instant.</summary>
    /// <returns>What was appended.</returns>
    public IReadOnlyList<IncidentRecord> Advance()
    {
        var before = _records.Count;
        while (true)
        {
            var advance = Ask();
            _records.AddRange(advance.Records);
            foreach (var work in advance.Work) Do(work);
            if (advance.Records.Count == 0 && advance.Work.Count == 0) return _records[before..];
        }
    }

    /// <summary>The same by a host that is killed between any two records, and begins anew.</summary>
    public void AdvanceKilled(Random kills)
    {
        while (true)
        {
            var advance = Ask();
            if (advance.Records.Count == 0 && advance.Work.Count == 0) return;
            var survived = kills.Next(advance.Records.Count + 1);
            _records.AddRange(advance.Records.Take(survived));
            if (survived == advance.Records.Count && advance.Work.Count > 0) Do(advance.Work[kills.Next(advance.Work.Count)]);
        }
    }

    /// <summary>Lets time go by, and advances.</summary>
    public IReadOnlyList<IncidentRecord> At(Duration sinceDetection)
    {
        Now = Detected + sinceDetection;
        return Advance();
    }

    public void Add(IncidentRecord record) => _records.Add(record);

    /// <summary>Loses what came after a number of records: the process was killed there.</summary>
    public void Keep(int records) => _records.RemoveRange(records, _records.Count - records);

    public void Record(string fact, Instant at, string by = "l.marsh", int? corrects = null, params string[] evidence) =>
        Record(new Fact { Name = fact, At = at.WithOffset(Offset.Zero), Corrects = corrects, Evidence = evidence }, by);

    public void Record(Fact fact, string by = "l.marsh") => Add(new FactRecorded { At = Now, By = by, Fact = fact });

    public void Change(Stage to) => Add(new StageChanged { At = Now, By = "l.marsh", To = to, Reason = "as found" });

    public void Approve(string key, string by = "d.osei") => Add(new StepApproved { At = Now, By = by, Step = Id(key) });

    public void Complete(string key, string by = "o.hale", params string[] evidence) =>
        Add(new StepCompleted { At = Now, By = by, Step = Id(key), Evidence = evidence.Length == 0 ? ["sha256:aa"] : evidence });

    public string Id(string key) => Playbook!.Find(key)!.Id;

    /// <summary>Names of the steps that have begun and not ended.</summary>
    public IReadOnlyList<string> Running => [.. Incident.Steps.Values.Where(step => !step.HasEnded && step.StartedAt is not null).Select(step => Playbook!.Find(step.Step)!.Key)];

    private void Do(PlaybookWork work)
    {
        switch (work)
        {
            case ComputeTouched compute:
                Add(new TouchedComputed { At = Now, By = "system:touched", Step = compute.Step, Accessed = 412, Rows = 0, Reachable = 90_000, Evidence = "incidents/touched.ndjson", Sha256 = "aa" });
                break;
            case DraftNotices draft:
                foreach (var rule in draft.Rules)
                {
                    var version = Incident.Notices.Count(notice => notice.Rule == rule) + 1;
                    Add(new NoticeDrafted { At = Now, By = "system:notices", Notice = $"{rule}/{version}", Step = draft.Step, Rule = rule, Sha256 = "bb" });
                }
                break;
        }
    }
}

/// <summary>A rule that counts hours from the earliest of a fact.</summary>
internal sealed record TestRule(string Id, string RecipientType, int Hours, string Anchor = FactNames.Awareness)
{
    public Duty Duty { get; init; } = Duty.Customer;
    public Applies Applies { get; init; } = Applies.Yes;
    public bool Unconfirmed { get; init; }

    public ApplicableRule For(Incident incident)
    {
        var from = incident.Earliest(Anchor)?.At;
        return new ApplicableRule
        {
            Rule = RegimeRule.Contract(Id, "somebody", RecipientType, Duty, Duration.FromHours(Hours), Anchor, "a document"),
            Applies = Applies,
            Why = "the test says so",
            Enabled = !Unconfirmed,
            Deadline = new Deadline
            {
                Regime = Id,
                Duty = Duty,
                Recipient = "somebody",
                Rule = $"elapsed_hours:{Hours}",
                Confidence = "high",
                Why = "",
                Source = "",
                Status = from is null ? DeadlineStatus.PendingAnchor : Unconfirmed ? DeadlineStatus.Unconfirmed : DeadlineStatus.Due,
                Anchor = Anchor,
                AnchorAt = from,
                DueAt = (from + Duration.FromHours(Hours))?.InUtc(),
            },
        };
    }
}
