using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>Containment, which a person approves and another carries out.</summary>
public sealed class ApprovalTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Containment_waits_for_the_approval_of_somebody_else_and_goes_to_the_vendors_security()
    {
        var @case = new Case();
        @case.Advance();
        @case.Complete("triage");
        Assert.Equal(["approver"], Case.Sent(@case.Advance()).Where(queued => queued.Purpose == "approval").Select(queued => queued.To));
        Assert.Empty(Case.Sent(@case.At(Hour)));

        @case.Approve("approve-containment");

        Assert.Equal(["vendor-security"], Case.Sent(@case.Advance()).Where(queued => queued.Purpose == "containment").Select(queued => queued.To));
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
        var @case = Case.AtApproval();

        @case.Approve("approve-containment", by: machine);
        @case.Advance();

        Assert.Equal(["approve-containment"], @case.Running);
    }

    [Fact]
    public void A_rejected_containment_is_not_asked_for_and_the_case_goes_on()
    {
        var @case = Case.AtApproval();

        @case.Add(new StepRejected { At = @case.Now, By = "d.osei", Step = @case.Id("approve-containment"), Reason = "the account is needed" });

        Assert.DoesNotContain(Case.Sent(@case.Advance()), queued => queued.Purpose == "containment");
        Assert.Equal(["find-the-way-out"], @case.Running);
    }

    [Fact]
    public void An_approval_that_never_comes_escalates_at_most_daily_and_never_counts()
    {
        var @case = Case.AtApproval();

        var sent = Enumerable.Range(1, 24 * 4).SelectMany(hour => Case.Sent(@case.At(Hour * hour)).Where(queued => queued.About == @case.Id("approve-containment")));

        Assert.Equal(
            [("approver", 100), ("approver", 200), ("security", 200), ("approver", 300), ("security", 300), ("legal", 300), ("approver", 400), ("security", 400), ("legal", 400)],
            sent.Select(queued => (queued.To, queued.Percent!.Value)));
        Assert.Equal(["approve-containment"], @case.Running);
        Assert.DoesNotContain(@case.Records, record => record is StepApproved);
    }

    [Fact]
    public void A_completion_without_the_evidence_asked_for_does_not_count()
    {
        var @case = Case.AtApproval();
        @case.Approve("approve-containment");
        @case.Advance();

        @case.Add(new StepCompleted { At = @case.Now, By = "o.hale", Step = @case.Id("contain") });
        Assert.Empty(@case.Advance().OfType<StepStarted>());

        @case.Complete("contain");
        Assert.Equal([@case.Id("find-the-way-out")], @case.Advance().OfType<StepStarted>().Select(started => started.Step));
    }
}
