using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Incidents;

public class ActsTests
{
    private static readonly Instant Now = Cases.Start + Duration.FromHours(2);

    public static TheoryData<string> Names => [.. FactNames.All.SelectMany(name => name.Aliases.Append(name.Name)).Where(name => name != "detection"), "contract.insurer:submitted_at"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_machine_records_no_fact_but_detection(string name)
    {
        foreach (var machine in new[] { "system:playbook", "System:Playbook", " system:playbook", "local", "", " " })
            Assert.Throws<InputException>(() => Cases.Opened().Record(Cases.Fact(name, "2026-11-20T08:00:00Z"), machine, Now));
    }

    [Fact]
    public void A_machine_opens_a_suspicion_or_a_draft_with_the_one_fact_that_it_detected_something()
    {
        var records = new Opening { Title = "t", Rule = "mass-access" }.ByMachine(null, "system:suspicions", Now);

        Assert.Equal(Stage.Suspicion, Assert.IsType<Opened>(records[0]).Stage);
        Assert.Equal("detection", Assert.IsType<FactRecorded>(Assert.Single(records.Skip(1))).Fact.Name);
        Assert.Equal("20261120-mass-access", Opening.IdOf("mass-access", Now));
        Assert.Empty(Cases.Of(records).Contradictions);
    }

    [Fact]
    public void A_rules_own_words_for_its_trigger_can_be_recorded_and_start_it() =>
        Assert.All(RegimeCatalogue.All, rule => Assert.All(rule.AnchorFacts.Where(name => name != "submission_of"), name => Assert.Contains(FactNames.Require(name), rule.AnchorFacts)));

    [Fact]
    public void A_fact_that_no_ledger_holds_is_refused_with_near_names()
    {
        var refused = Assert.Throws<InputException>(() => FactNames.Require("awarness"));
        Assert.Equal("there is no fact `awarness`: nearest are `awareness`, `vendor_awareness`, `awareness_of_payment`", refused.Message);
        // Nobody is left without the list.
        Assert.Contains("there are detection, occurrence, awareness, ", Assert.Throws<InputException>(() => FactNames.Require("zzz")).Message, StringComparison.Ordinal);
        Assert.Contains("nearest are `eu-gdpr.art", Assert.Throws<InputException>(() => FactNames.Require("eu-gdpr.art99:submitted_at")).Message, StringComparison.Ordinal);
        Assert.Equal("materiality_determination", FactNames.Require(" Materiality "));
    }

    [Theory]
    [InlineData("awareness", "2026-11-20T10:05:00Z", true)]
    [InlineData("awareness", "2026-11-20T10:05:00.0000001Z", false)]
    [InlineData("awareness", "2026-11-20T12:05:00+02:00", true)]
    [InlineData("law_enforcement_hold", "2027-01-01T00:00:00Z", true)]
    [InlineData("awareness", "1969-12-31T23:59:59Z", false)]
    public void A_fact_may_lie_five_minutes_ahead_for_clocks_differ_and_no_more(string name, string at, bool taken)
    {
        var refused = Record.Exception(() => Cases.Opened().Record(Cases.Fact(name, at), Cases.Ann, Now));
        Assert.Equal(taken, refused is null);
        Assert.True(refused is null or InputException);
    }

    [Fact]
    public void Affected_needs_a_place_and_a_number_and_only_affected_has_them()
    {
        var incident = Cases.Opened();
        Assert.Throws<InputException>(() => incident.Record(Cases.Affected("Germany", 5, "2026-11-20T09:00:00Z"), Cases.Ann, Now));
        Assert.Throws<InputException>(() => incident.Record(Cases.Affected("DE", -1, "2026-11-20T09:00:00Z"), Cases.Ann, Now));
        Assert.Throws<InputException>(() => incident.Record(Cases.Fact("awareness", "2026-11-20T09:00:00Z") with { Count = 3 }, Cases.Ann, Now));
        Assert.Equal("US-CA", Assert.IsType<FactRecorded>(incident.Record(Cases.Affected("us-ca", 0, "2026-11-20T09:00:00Z"), Cases.Ann, Now)[0]).Fact.Jurisdiction);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_correction_must_name_a_fact(int number) =>
        Assert.Throws<InputException>(() => Cases.Opened().Record(Cases.Fact("awareness", "2026-11-20T09:00:00Z", number), Cases.Ann, Now));

    [Fact]
    public void A_correction_must_name_a_fact_of_its_name() =>
        Assert.Throws<InputException>(() => Cases.Opened().WithFact(Cases.Fact("discovery", "2026-11-20T09:00:00Z")).Record(Cases.Fact("awareness", "2026-11-20T09:00:00Z", 2), Cases.Ann, Now));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var fact = Cases.Fact("awareness", "2026-11-20T09:00:00Z");
        var incident = Cases.Opened();
        Assert.Throws<InputException>(() => incident.Record(fact with { Note = new string('x', 4_001) }, Cases.Ann, Now));
        Assert.Throws<InputException>(() => incident.Record(fact with { Evidence = [.. Enumerable.Repeat("e", 21)] }, Cases.Ann, Now));
        Assert.Throws<InputException>(() => incident.Record(fact with { Note = "\ud800" }, Cases.Ann, Now));
        var full = Cases.Of(Enumerable.Repeat(incident.Records[0], Incident.MostRecords));
        Assert.Contains("2000", Assert.Throws<InputException>(() => full.Record(fact, Cases.Ann, Now)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Cases.Of([]).Record(fact, Cases.Ann, Now));
    }

    [Fact]
    public void The_longest_act_that_is_taken_fits_a_row() => Assert.InRange(
        IncidentJson.Write(Assert.Single(Cases.Opened().Record(
            Cases.Fact("awareness", "2026-11-20T09:00:00Z") with { Note = new string('寸', 4_000), Evidence = [.. Enumerable.Repeat(new string('寸', 500), 20)] }, Cases.Ann, Now))).Length,
        40_000, IncidentJson.MostBytes);

    [Fact]
    public void A_stage_goes_forward_only_by_a_person_with_a_reason()
    {
        var breach = Cases.Opened().Then(now => now.Change(Stage.Breach, "rows were exported", Cases.Ann, Now));

        Assert.Equal(Stage.Breach, breach.Stage);
        Assert.Throws<InputException>(() => breach.Change(Stage.Incident, "not so bad", Cases.Ann, Now));
        Assert.Throws<InputException>(() => breach.Change(Stage.Breach, "again", Cases.Ann, Now));
        Assert.Throws<InputException>(() => Cases.Opened().Change(Stage.Incident, " ", Cases.Ann, Now));
        Assert.Throws<InputException>(() => Cases.Opened().Change(Stage.Incident, "reason", "system:playbook", Now));
    }

    [Fact]
    public void A_case_is_closed_on_a_decision_and_one_to_notify_names_what_was_not_submitted()
    {
        var incident = Cases.Opened();
        Assert.Throws<InputException>(() => incident.Change(Stage.Closed, "false alarm", Cases.Ann, Now));
        Assert.Equal(Stage.Closed, incident.Then(now => now.Close(false, "test data", "none", "false alarm", Cases.Ann, Now, ["eu-gdpr.art33-1"])).Stage);

        var refused = Assert.Throws<InputException>(() => incident.Close(true, "r", "high", "done", Cases.Ann, Now, ["eu-gdpr.art33-1"]));
        Assert.Contains("eu-gdpr.art33-1", refused.Message, StringComparison.Ordinal);
        var closed = incident.Then(now => now.Close(true, "r", "high", "eu-gdpr.art33-1 is left to counsel", Cases.Ann, Now, ["eu-gdpr.art33-1"]));
        Assert.True(closed.Decision!.Notify);
        Assert.Throws<InputException>(() => closed.Decide(false, "r", "r", Cases.Ann, Now));
    }

    [Theory]
    [InlineData("Ann Ott", false)]
    [InlineData(" ann OTT ", false)]
    [InlineData("system:playbook", false)]
    [InlineData("bob", true)]
    public void Who_opened_the_case_does_not_approve_what_the_playbook_asks_for(string approver, bool may) =>
        Assert.Equal(may, Record.Exception(() => Awaiting("system:playbook").Approve("contain", new(approver), Now)) is null);

    [Fact]
    public void Who_started_a_step_does_not_approve_it()
    {
        Assert.Throws<InputException>(() => Awaiting(Cases.Bob).Approve("contain", new("BOB@harborline.example"), Now));
        Assert.Single(Awaiting(Cases.Bob).Approve("contain", new(Cases.Ann), Now));
    }

    [Fact]
    public void A_step_that_waits_for_approval_is_completed_only_after_it_and_with_evidence()
    {
        var waiting = Awaiting("system:playbook");
        Assert.Equal(StepStage.AwaitingApproval, waiting["contain"].Stage);
        Assert.Throws<InputException>(() => waiting.Complete("contain", ["e"], null, Cases.Ann, Now));

        var approved = waiting.Then(now => now.Approve("contain", new(Cases.Bob), Now));
        Assert.Throws<InputException>(() => approved.Approve("contain", new("Cid"), Now));
        Assert.Throws<InputException>(() => approved.Complete("contain", [], null, Cases.Ann, Now, needsEvidence: true));
        var done = approved.Then(now => now.Complete("contain", ["ticket 7"], null, Cases.Ann, Now, needsEvidence: true));
        Assert.Equal((StepStage.Completed, Cases.Ann, Cases.Bob), (done["contain"].Stage, done["contain"].EndedBy, done["contain"].ApprovedBy?.Name));
        Assert.Throws<InputException>(() => done.Reject("contain", "too late", Cases.Bob, Now));
        Assert.Throws<InputException>(() => done.Complete("unknown", [], null, Cases.Ann, Now));
    }

    [Fact]
    public void Only_the_newest_version_of_a_notice_is_approved_and_not_by_who_asked_for_it()
    {
        var drafted = Cases.Opened().Add(Draft("r/1"), Draft("r/2"));

        Assert.Throws<InputException>(() => drafted.ApproveNotice("r/1", new(Cases.Bob), Now));
        Assert.Throws<InputException>(() => drafted.ApproveNotice("r/3", new(Cases.Bob), Now));
        Assert.Throws<InputException>(() => drafted.ApproveNotice("r/2", new(Cases.Ann), Now));
        Assert.Equal(Cases.Bob, drafted.Then(now => now.ApproveNotice("r/2", new(Cases.Bob), Now)).NoticeOf("r")?.ApprovedBy?.Name);
    }

    [Fact]
    public void What_was_withheld_in_pilot_cannot_have_been_seen()
    {
        var queued = Cases.Opened().Add(Message("d1", withheld: false), Message("d2", withheld: true));

        Assert.Equal(Cases.Bob, queued.Then(now => now.Acknowledge("d1", Cases.Bob, Now)).Delivery("d1")?.AcknowledgedBy);
        Assert.Throws<InputException>(() => queued.Acknowledge("d2", Cases.Bob, Now));
        Assert.Throws<InputException>(() => queued.Acknowledge("d3", Cases.Bob, Now));
    }

    [Fact]
    public void A_rule_is_enabled_once_by_a_person_and_must_exist()
    {
        var enabled = Cases.Opened().Then(now => now.Enable("contract.customer.big-retail", "counsel asked", Cases.Ann, Now));

        Assert.Contains("contract.customer.big-retail", enabled.EnabledRules);
        Assert.Throws<InputException>(() => enabled.Enable("contract.customer.big-retail", "again", Cases.Ann, Now));
        Assert.Throws<InputException>(() => enabled.Enable("xx-nowhere.rule", "reason", Cases.Ann, Now));
        Assert.Throws<InputException>(() => Cases.Opened().Enable("contract.insurer", "reason", "system:clocks", Now));
    }

    [Fact]
    public void An_act_done_again_later_has_the_same_key_and_another_act_another()
    {
        var fact = Cases.Fact("awareness", "2026-11-20T09:00:00Z");
        string Key(Fact what, string by, Instant now) => RepetitionKey.Of(Cases.Opened().Record(what, by, now));

        Assert.Equal(Key(fact, Cases.Ann, Now), Key(fact, "ann ott", Now + Duration.FromDays(3)));
        Assert.NotEqual(Key(fact, Cases.Ann, Now), Key(fact, Cases.Bob, Now));
        Assert.NotEqual(Key(fact, Cases.Ann, Now), Key(fact with { Note = "n" }, Cases.Ann, Now));
        Assert.NotEqual(Key(fact, Cases.Ann, Now), Key(Cases.Fact("awareness", "2026-11-20T10:00:00+01:00"), Cases.Ann, Now));
    }

    private static Incident Awaiting(string startedBy) => Cases.Opened().Add(
        new StepStarted { At = Now, By = startedBy, Step = "contain" },
        new DeliveryQueued { At = Now, By = "system:playbook", Delivery = "d", Purpose = "approval", About = "contain", To = "approver" });

    private static NoticeDrafted Draft(string notice) => new() { At = Now, By = "system:notices", Notice = notice, Rule = "r", Step = "tell", Sha256 = "00" };

    private static DeliveryQueued Message(string id, bool withheld) => new() { At = Now, By = "system:clocks", Delivery = id, Purpose = "reminder", To = "legal", Withheld = withheld };

    [Theory]
    [InlineData("ANN OTT")]
    [InlineData("Ann  Ott")]
    [InlineData("Ann\u00A0Ott")]
    [InlineData("Ann\u200B Ott")]
    [InlineData("\uFF21nn Ott")]
    public void Another_spelling_of_a_name_is_not_somebody_else(string spelling) => Assert.True(Persons.AreOne(Cases.Ann, spelling));

    [Theory]
    [InlineData("\u200Bsystem:playbooks")]
    [InlineData("\uFF53ystem:playbooks")]
    [InlineData("loc\u200Bal")]
    public void A_machine_in_disguise_answers_for_nothing(string name) =>
        Assert.Throws<InputException>(() => Cases.Opened().Record(Cases.Fact("awareness", "2026-11-20T09:00:00Z"), name, Cases.Start + Duration.FromDays(1)));

    [Fact]
    public void What_machines_recorded_does_not_keep_persons_from_recording_and_closing()
    {
        var incident = Cases.Opened().Add([.. Enumerable.Range(0, Incident.MostRecords).Select(i => new Reminded { At = Cases.Start, By = "system:playbooks", Clock = "triage", Percent = i, Due = Cases.Start })]);

        incident = incident.WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z"));
        Assert.Equal(Stage.Closed, incident.Then(now => now.Close(false, "no risk", "none", "done", Cases.Ann, Cases.Start)).Stage);
    }

    [Fact]
    public void A_case_that_is_full_can_still_be_closed()
    {
        var incident = Cases.Opened().Add([.. Enumerable.Range(0, Incident.MostRecords).Select(i => new StepApproved { At = Cases.Start, By = Cases.Bob, Step = "s" })]);

        var full = Assert.Throws<InputException>(() => incident.Record(Cases.Fact("awareness", "2026-11-20T09:00:00Z"), Cases.Ann, Cases.Start + Duration.FromDays(1)));
        Assert.Contains("close it", full.Message, StringComparison.Ordinal);
        Assert.Equal(Stage.Closed, incident.Then(now => now.Close(false, "no risk", "none", "done", Cases.Ann, Cases.Start)).Stage);
    }
}
