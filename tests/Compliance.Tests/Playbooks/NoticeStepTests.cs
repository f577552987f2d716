using Compliance.Incidents;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>Notices: what is drafted by which step, approved, sent, and over.</summary>
public sealed class NoticeStepTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Notices_are_drafted_by_the_step_that_they_belong_to()
    {
        var @case = Case.AtNotices(
            new("authority.72h", "authority", 72), new("persons.72h", "individuals", 72), new("contract.insurer", "contract party", 48),
            new("vendors.own", "controller", 24) { Duty = Duty.Vendor });

        Assert.Equal(
            [("authority.72h", "notify-authorities"), ("contract.insurer", "notify-contract-parties"), ("persons.72h", "notify-individuals")],
            @case.Incident.Notices.Select(notice => (notice.Rule, @case.Playbook!.Find(notice.Step)!.Key)).Order());
    }

    [Fact]
    public void A_notice_waits_for_approval_and_then_an_authoritys_goes_to_legal_and_a_contracts_to_the_other_side()
    {
        var @case = Case.AtNotices(new("authority.72h", "authority", 72), new("contract.insurer", "contract party", 48), new("contract.customer.big-retail", "customers", 24));
        Assert.DoesNotContain(@case.Records, record => record is DeliveryQueued { Purpose: "notice" });

        foreach (var notice in @case.Incident.Notices) @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notice.Notice });
        var sent = Case.Sent(@case.Advance()).Where(queued => queued.Purpose == "notice").Select(queued => (queued.About, queued.To)).Order();

        Assert.Equal([("authority.72h/1", "legal"), ("contract.customer.big-retail/1", "customer:big-retail"), ("contract.insurer/1", "insurer")], sent);
        Assert.DoesNotContain(@case.Records, record => record is StepCompleted completed && completed.Step == @case.Id("notify-authorities"));
    }

    [Fact]
    public void A_notice_that_is_approved_after_its_limit_is_sent_all_the_same()
    {
        var @case = Case.AtNotices(new TestRule("contract.insurer", "contract party", 48));
        @case.At(Hour * 90);
        foreach (var notice in @case.Incident.Notices.Where(notice => notice.ApprovedBy is null)) @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notice.Notice });
        var notices = Case.Sent(@case.Advance()).Where(queued => queued.Purpose == "notice").ToList();

        Assert.NotEmpty(notices);
        Assert.All(notices, queued => Assert.True(queued.NotAfter is null || queued.NotAfter > @case.Now));
    }

    [Fact]
    public void A_notice_step_is_over_when_a_person_recorded_every_submission_with_evidence()
    {
        var @case = Case.AtNotices(new("authority.72h", "authority", 72), new("authority.24h", "authority", 24));
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
        var @case = Case.AtNotices();

        @case.At(Hour * 200);

        Assert.Contains("notify-authorities", @case.Running);
    }

    [Fact]
    public void A_draft_is_made_anew_when_a_fact_comes_but_not_once_it_is_approved()
    {
        var @case = Case.AtNotices(new TestRule("authority.72h", "authority", 72));
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
        var @case = Case.AtNotices(new TestRule("persons.72h", "individuals", 72));
        @case.Keep(@case.Records.ToList().FindIndex(record => record is StageChanged));
        @case.Change(Stage.Incident);
        @case.Complete("decide-stage");
        @case.Advance();
        Assert.DoesNotContain("notify-individuals", @case.Running);

        @case.Change(Stage.Breach);
        @case.Advance();

        Assert.Contains("notify-individuals", @case.Running);
    }
}
