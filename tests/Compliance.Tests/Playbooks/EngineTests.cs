using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>How a case begins, who is called to look at it, and when it is over.</summary>
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

        Assert.Equal(["opened"], Case.Sent(@case.Advance()).Select(queued => queued.Purpose));
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
    public void In_pilot_everything_is_queued_and_withheld()
    {
        var @case = new Case(mode: VendorMode.Pilot);
        @case.Rules.Add(new("authority.72h", "authority", 72, FactNames.Detection));

        var sent = Case.Sent(@case.At(Hour * 80)).ToList();

        Assert.Contains(sent, queued => queued.Purpose == "overdue");
        Assert.All(sent, queued => Assert.True(queued.Withheld));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_closed_case_is_over_unless_somebody_is_still_to_be_told(bool notify, int overdue)
    {
        var @case = Case.Clocked(new TestRule("authority.72h", "authority", 72));
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

    private static IEnumerable<(string To, int Percent)> Triage(IEnumerable<IncidentRecord> records) =>
        Case.Sent(records).Where(queued => queued.Purpose == "triage").Select(queued => (queued.To, queued.Percent!.Value));
}
