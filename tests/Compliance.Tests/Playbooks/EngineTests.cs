using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Regimes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Playbooks;

public sealed class EngineTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void A_draft_runs_nothing_until_a_person_opens_it()
    {
        var @case = new Case(stage: Stage.Draft);
        Assert.Empty(@case.At(Hour * 100));
        Assert.Null(@case.Ask().Next);

        @case.Change(Stage.Suspicion);

        Assert.Contains(@case.Advance(), record => record is DeliveryQueued { Purpose: "opened", To: "operator" });
    }

    [Fact]
    public void A_case_without_playbook_is_watched_all_the_same()
    {
        var @case = new Case { Playbook = null };
        @case.Rules.Add(new("authority.72h", "authority", 72, FactNames.Detection));

        Assert.Equal(["opened"], Sent(@case.Advance()).Select(queued => queued.Purpose));
        Assert.Contains(@case.At(Hour * 36), record => record is Reminded { Clock: "authority.72h", Percent: 50 });
    }

    [Fact]
    public void Who_was_touched_is_asked_for_until_it_is_recorded_and_then_triage_begins()
    {
        var @case = new Case();
        foreach (var record in @case.Ask().Records) @case.Add(record);

        Assert.Equal([new ComputeTouched(@case.Id("collect-evidence"))], @case.Ask().Work);
        Assert.DoesNotContain("triage", @case.Running);

        @case.Advance();

        Assert.Empty(@case.Ask().Work);
        Assert.Equal(["triage"], @case.Running);
        Assert.Equal(["incidents/touched.ndjson"], @case.Incident[@case.Id("collect-evidence")].Evidence);
    }

    [Fact]
    public void Collecting_that_failed_does_not_hold_up_the_persons()
    {
        var @case = new Case();
        foreach (var record in @case.Ask().Records) @case.Add(record);
        @case.Add(new StepFailed { At = @case.Now, By = "system:touched", Step = @case.Id("collect-evidence"), Reason = "no evidence is kept" });

        @case.Advance();

        Assert.Equal(["triage"], @case.Running);
    }

    [Fact]
    public void A_suspicion_that_nobody_looks_at_goes_from_the_operator_to_security_to_legal()
    {
        var @case = new Case();
        @case.Advance();

        Assert.Equal([("operator", 50)], Triage(@case.At(Hour * 12)));
        Assert.Equal([("operator", 75)], Triage(@case.At(Hour * 18)));
        Assert.Equal([("operator", 90)], Triage(@case.At(Hour * 21 + Duration.FromMinutes(36))));
        Assert.Equal([("operator", 100), ("security", 100)], Triage(@case.At(Hour * 24)));
        Assert.Equal([("operator", 200), ("security", 200), ("legal", 200)], Triage(@case.At(Hour * 48)));
        @case.Change(Stage.Incident);
        Assert.Empty(Triage(@case.At(Hour * 72)));
    }

    [Fact]
    public void A_suspicion_is_not_urged_for_ever()
    {
        var @case = new Case();

        Assert.Equal(33 + 1, @case.At(Duration.FromDays(4_000)).OfType<Reminded>().Count(record => record.Clock == "triage"));
        Assert.True(@case.Ask().Next is null);
    }

    [Fact]
    public void Containment_waits_for_the_approval_of_somebody_else_and_goes_to_the_vendors_security()
    {
        var @case = new Case();
        @case.Advance();
        @case.Complete("triage");
        Assert.Equal(["approver"], Sent(@case.Advance()).Where(queued => queued.Purpose == "approval").Select(queued => queued.To));
        Assert.Empty(Sent(@case.At(Hour)));

        @case.Approve("approve-containment");

        Assert.Equal(["vendor-security"], Sent(@case.Advance()).Where(queued => queued.Purpose == "containment").Select(queued => queued.To));
        Assert.Equal(["contain"], @case.Running);
    }

    [Fact]
    public void Who_asked_does_not_approve()
    {
        var @case = new Case { Playbook = ShippedPlaybooks.Find("lost-device") };
        @case.Keep(0);
        @case.Add(new Opened { At = @case.Now, By = "o.hale", Stage = Stage.Suspicion, Title = "Lost", Playbook = "lost-device" });
        @case.Advance();
        @case.Complete("triage");
        @case.Advance();

        @case.Approve("approve-containment", by: "O.Hale");
        @case.Advance();
        Assert.Equal(["approve-containment"], @case.Running);

        @case.Approve("approve-containment", by: "d.osei");
        @case.Advance();
        Assert.Equal(["contain"], @case.Running);
    }

    [Theory]
    [InlineData("system:playbooks")]
    [InlineData("system:delivery")]
    public void A_machine_does_not_approve(string machine)
    {
        var @case = AtApproval();

        @case.Approve("approve-containment", by: machine);
        @case.Advance();

        Assert.Equal(["approve-containment"], @case.Running);
    }

    [Fact]
    public void A_rejected_containment_is_not_asked_for_and_the_case_goes_on()
    {
        var @case = AtApproval();

        @case.Add(new StepRejected { At = @case.Now, By = "d.osei", Step = @case.Id("approve-containment"), Reason = "the account is needed" });

        Assert.DoesNotContain(Sent(@case.Advance()), queued => queued.Purpose == "containment");
        Assert.Equal(["find-the-way-out"], @case.Running);
    }

    [Fact]
    public void An_approval_that_never_comes_escalates_at_most_daily_and_never_counts()
    {
        var @case = AtApproval();

        var sent = Enumerable.Range(1, 24 * 4).SelectMany(hour => Sent(@case.At(Hour * hour)).Where(queued => queued.About == @case.Id("approve-containment")));

        Assert.Equal(
            [("approver", 100), ("approver", 200), ("security", 200), ("approver", 300), ("security", 300), ("legal", 300), ("approver", 400), ("security", 400), ("legal", 400)],
            sent.Select(queued => (queued.To, queued.Percent!.Value)));
        Assert.Equal(["approve-containment"], @case.Running);
        Assert.DoesNotContain(@case.Records, record => record is StepApproved);
    }

    [Fact]
    public void A_completion_without_the_evidence_asked_for_does_not_count()
    {
        var @case = AtApproval();
        @case.Approve("approve-containment");
        @case.Advance();

        @case.Add(new StepCompleted { At = @case.Now, By = "o.hale", Step = @case.Id("contain") });
        Assert.Empty(@case.Advance().OfType<StepStarted>());

        @case.Complete("contain");
        Assert.Equal([@case.Id("find-the-way-out")], @case.Advance().OfType<StepStarted>().Select(started => started.Step));
    }

    [Fact]
    public void A_clock_reminds_at_each_part_of_its_time_and_alarms_at_its_end()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));

        Assert.Equal([("legal", "reminder", 50), ("operator", "reminder", 50)], Clock(@case.At(Hour * 36)));
        Assert.Equal([("legal", "reminder", 75), ("operator", "reminder", 75)], Clock(@case.At(Hour * 54)));
        Assert.Equal([("legal", "reminder", 90), ("operator", "reminder", 90)], Clock(@case.At(Hour * 65)));
        Assert.Empty(Clock(@case.At(Hour * 72 - Duration.FromMinutes(1))));
        Assert.Equal([("operator", "overdue", null), ("legal", "overdue", null), ("security", "overdue", null)], Clock(@case.At(Hour * 72)));
        Assert.Empty(Clock(@case.At(Hour * 500)));
        Assert.Single(@case.Records.OfType<Overdue>());
        Assert.All(@case.Records.OfType<DeliveryQueued>().Where(queued => queued.Purpose == "reminder"), queued => Assert.Equal(Case.Detected + Hour * 72, queued.NotAfter));
    }

    [Fact]
    public void After_an_outage_all_thresholds_are_recorded_and_only_the_highest_is_sent()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));

        var records = @case.At(Hour * 60);

        Assert.Equal([50, 75], records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Percent));
        Assert.Equal([("legal", "reminder", 75), ("operator", "reminder", 75)], Clock(records));
    }

    [Fact]
    public void After_a_long_outage_what_is_overdue_is_sent_alone()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));

        var records = @case.At(Hour * 80);

        Assert.Equal([50, 75, 90], records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Percent));
        Assert.Equal(["overdue"], Clock(records).Select(sent => sent.Purpose).Distinct());
    }

    [Fact]
    public void A_report_that_was_submitted_stops_its_clock()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));
        @case.Record(FactNames.Submission("authority.72h"), @case.Now, evidence: "receipt");

        Assert.Empty(Clock(@case.At(Hour * 80)));
        Assert.DoesNotContain(@case.Records, record => record is Overdue);
    }

    [Fact]
    public void A_corrected_fact_moves_the_limit_and_reminds_anew()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));
        @case.At(Hour * 36);
        var awareness = @case.Incident.Earliest(FactNames.Awareness)!.Number;

        @case.Record(FactNames.Awareness, Case.Detected - Hour * 12, corrects: awareness);

        Assert.Equal([("legal", "reminder", 50), ("operator", "reminder", 50)], Clock(@case.Advance()));
        Assert.Equal([Case.Detected + Hour * 72, Case.Detected + Hour * 60], @case.Records.OfType<Reminded>().Where(record => record.Clock == "authority.72h").Select(record => record.Due));
    }

    [Fact]
    public void An_unconfirmed_rule_reminds_only_after_a_person_enabled_it()
    {
        var @case = Clocked(new TestRule("doubtful.24h", "authority", 24) { Unconfirmed = true });
        Assert.Empty(Clock(@case.At(Hour * 13)));

        @case.Add(new RuleEnabled { At = @case.Now, By = "l.marsh", Rule = "doubtful.24h", Reason = "counsel says so" });

        Assert.NotEmpty(Clock(@case.Advance()));
    }

    [Theory]
    [InlineData(Applies.No)]
    [InlineData(Applies.CannotTell)]
    public void A_rule_that_may_not_apply_neither_reminds_nor_is_drafted(Applies applies)
    {
        var @case = AtNotices(new TestRule("authority.72h", "authority", 72) { Applies = applies });

        Assert.Empty(Clock(@case.At(Hour * 100)));
        Assert.Empty(@case.Incident.Notices);
    }

    [Fact]
    public void A_hold_of_law_enforcement_silences_what_goes_to_persons_and_nothing_else()
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72), new TestRule("persons.72h", "individuals", 72));
        @case.Record(new Fact { Name = FactNames.LawEnforcementHold, At = @case.Now.WithOffset(Offset.Zero), Until = (Case.Detected + Hour * 60).WithOffset(Offset.Zero), Authority = "police" });

        Assert.Equal(["authority.72h"], @case.At(Hour * 40).OfType<Reminded>().Select(record => record.Clock).Where(clock => clock.EndsWith("72h", StringComparison.Ordinal)));
        Assert.True(@case.Ask().Next <= Case.Detected + Hour * 60);
        Assert.Contains(@case.At(Hour * 60), record => record is DeliveryQueued { About: "persons.72h", Percent: 75 });
    }

    [Fact]
    public void In_pilot_everything_is_queued_and_withheld()
    {
        var @case = new Case(mode: VendorMode.Pilot);
        @case.Rules.Add(new("authority.72h", "authority", 72, FactNames.Detection));

        var sent = Sent(@case.At(Hour * 80)).ToList();

        Assert.Contains(sent, queued => queued.Purpose == "overdue");
        Assert.All(sent, queued => Assert.True(queued.Withheld));
    }

    [Fact]
    public void Notices_are_drafted_by_the_step_that_they_belong_to()
    {
        var @case = AtNotices(
            new("authority.72h", "authority", 72), new("persons.72h", "individuals", 72), new("contract.insurer", "contract party", 48),
            new("vendors.own", "controller", 24) { Duty = Duty.Vendor });

        Assert.Equal(
            [("authority.72h", "notify-authorities"), ("contract.insurer", "notify-contract-parties"), ("persons.72h", "notify-individuals")],
            @case.Incident.Notices.Select(notice => (notice.Rule, @case.Playbook!.Find(notice.Step)!.Key)).Order());
    }

    [Fact]
    public void A_notice_waits_for_approval_and_then_an_authoritys_goes_to_legal_and_a_contracts_to_the_other_side()
    {
        var @case = AtNotices(new("authority.72h", "authority", 72), new("contract.insurer", "contract party", 48), new("contract.customer.big-retail", "customers", 24));
        Assert.DoesNotContain(@case.Records, record => record is DeliveryQueued { Purpose: "notice" });

        foreach (var notice in @case.Incident.Notices) @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notice.Notice });
        var sent = Sent(@case.Advance()).Where(queued => queued.Purpose == "notice").Select(queued => (queued.About, queued.To)).Order();

        Assert.Equal([("authority.72h/1", "legal"), ("contract.customer.big-retail/1", "customer:big-retail"), ("contract.insurer/1", "insurer")], sent);
        Assert.DoesNotContain(@case.Records, record => record is StepCompleted completed && completed.Step == @case.Id("notify-authorities"));
    }

    [Fact]
    public void A_notice_step_is_over_when_a_person_recorded_every_submission_with_evidence()
    {
        var @case = AtNotices(new("authority.72h", "authority", 72), new("authority.24h", "authority", 24));
        @case.Record(FactNames.Submission("authority.72h"), @case.Now, evidence: "receipt");
        @case.Record(FactNames.Submission("authority.24h"), @case.Now);
        @case.Advance();
        Assert.Contains("notify-authorities", @case.Running);

        @case.Record(FactNames.Submission("authority.24h"), @case.Now, evidence: "letter");
        @case.Advance();

        Assert.Equal(["letter", "receipt"], @case.Incident[@case.Id("notify-authorities")].Evidence.Order());
    }

    [Fact]
    public void A_step_for_which_no_rule_applies_is_left_to_a_person()
    {
        var @case = AtNotices();

        @case.At(Hour * 200);

        Assert.Contains("notify-authorities", @case.Running);
    }

    [Fact]
    public void A_draft_is_made_anew_when_a_fact_comes_but_not_once_it_is_approved()
    {
        var @case = AtNotices(new TestRule("authority.72h", "authority", 72));
        @case.Record("affected", @case.Now);
        @case.Advance();
        Assert.Equal(["authority.72h/1", "authority.72h/2"], @case.Incident.Notices.Select(notice => notice.Notice));

        @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = "authority.72h/2" });
        @case.Record("contained", @case.Now);
        @case.Advance();

        Assert.Equal(2, @case.Incident.Notices.Count);
    }

    [Fact]
    public void A_case_that_becomes_a_breach_after_it_passed_by_still_tells_the_persons()
    {
        var @case = AtNotices(new TestRule("persons.72h", "individuals", 72));
        @case.Keep(@case.Records.ToList().FindIndex(record => record is StageChanged));
        @case.Change(Stage.Incident);
        @case.Complete("decide-stage");
        @case.Advance();
        Assert.DoesNotContain("notify-individuals", @case.Running);

        @case.Change(Stage.Breach);
        @case.Advance();

        Assert.Contains("notify-individuals", @case.Running);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_closed_case_is_over_unless_somebody_is_still_to_be_told(bool notify, int overdue)
    {
        var @case = Clocked(new TestRule("authority.72h", "authority", 72));
        @case.Add(new Decided { At = @case.Now, By = "l.marsh", Notify = notify, Rationale = "r", RiskAssessment = "a" });
        @case.Change(Stage.Closed);

        var records = @case.At(Hour * 80);

        Assert.Equal(overdue, records.OfType<Overdue>().Count());
        Assert.Empty(records.OfType<StepStarted>());
    }

    [Fact]
    public void A_message_has_the_same_id_whenever_it_is_queued_and_another_in_another_case()
    {
        var first = new Case().Ask().Records.OfType<DeliveryQueued>().First();
        var again = new Case().Ask().Records.OfType<DeliveryQueued>().First();
        var other = new Case("lost-device") { Vendor = new Vendor { Id = VendorId.Parse("other-bpo"), Name = "Other" } };

        Assert.Equal(first.Delivery, again.Delivery);
        Assert.Matches("^d-[0-9a-f]{32}$", first.Delivery);
        Assert.NotEqual(first.Delivery, Engine.Of(Incident.Of("20261123-mass-record-access", other.Vendor.Id, other.Records), null, other.Vendor, null, [], other.Now).Records.OfType<DeliveryQueued>().First().Delivery);
    }

    private static Case AtApproval()
    {
        var @case = new Case();
        @case.Advance();
        @case.Complete("triage");
        @case.Change(Stage.Incident);
        @case.Advance();
        return @case;
    }

    /// <summary>A case of which the company is aware since its detection.</summary>
    private static Case Clocked(params TestRule[] rules)
    {
        var @case = new Case();
        @case.Rules.AddRange(rules);
        @case.Record(FactNames.Awareness, @case.Now);
        @case.Advance();
        return @case;
    }

    [Fact]
    public void A_notice_that_is_approved_after_its_limit_is_sent_all_the_same()
    {
        var @case = AtNotices(new TestRule("contract.insurer", "contract party", 48));
        @case.At(Hour * 90);
        foreach (var notice in @case.Incident.Notices.Where(notice => notice.ApprovedBy is null)) @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notice.Notice });
        var notices = Sent(@case.Advance()).Where(queued => queued.Purpose == "notice").ToList();

        Assert.NotEmpty(notices);
        Assert.All(notices, queued => Assert.True(queued.NotAfter is null || queued.NotAfter > @case.Now));
    }

    /// <summary>A breach whose notices are to be drafted.</summary>
    private static Case AtNotices(params TestRule[] rules)
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

    private static IEnumerable<DeliveryQueued> Sent(IEnumerable<IncidentRecord> records) => records.OfType<DeliveryQueued>();

    private static IEnumerable<(string To, int Percent)> Triage(IEnumerable<IncidentRecord> records) =>
        Sent(records).Where(queued => queued.Purpose == "triage").Select(queued => (queued.To, queued.Percent!.Value));

    private static IEnumerable<(string To, string Purpose, int? Percent)> Clock(IEnumerable<IncidentRecord> records) =>
        Sent(records).Where(queued => queued.Purpose is "reminder" or "overdue").Select(queued => (queued.To, queued.Purpose, queued.Percent));
}
