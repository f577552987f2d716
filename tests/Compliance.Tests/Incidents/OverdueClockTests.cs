using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.Incidents.OverdueRegisters;

namespace Compliance.Tests.Incidents;

/// <summary>What a ledger tells of its clocks that ran out.</summary>
public sealed class OverdueClockTests
{
    private static readonly Instant Due = Noon - Duration.FromHours(4);

    [Fact]
    public void A_case_without_such_a_clock_has_none() => Assert.Empty(Clocks(Submitted(Due)));

    [Fact]
    public void Without_a_submission_the_report_is_missing() =>
        Assert.Equal(Clock(Contract), Assert.Single(Clocks(RanOut(Contract, Due), Submitted(Due))));

    [Theory]
    [InlineData(0, SubmissionState.InTime)]
    [InlineData(1, SubmissionState.Late)]
    public void A_submission_is_in_time_up_to_the_limit(int seconds, SubmissionState expected)
    {
        var clock = Assert.Single(Clocks(RanOut(Gdpr, Due), Submitted(Due + Duration.FromSeconds(seconds))));

        Assert.Equal((expected, Due + Duration.FromSeconds(seconds)), (clock.Submission, clock.SubmittedAt));
    }

    [Fact]
    public void The_first_submission_counts_and_a_corrected_one_does_not()
    {
        Assert.Equal(SubmissionState.InTime, Assert.Single(Clocks(RanOut(Gdpr, Due), Submitted(Due), Submitted(Due + Duration.FromDays(3)))).Submission);
        Assert.Equal(SubmissionState.Late, Assert.Single(Clocks(RanOut(Gdpr, Due), Submitted(Due), Submitted(Due + Duration.FromDays(3), corrects: 3))).Submission);
    }

    [Fact]
    public void Of_a_limit_that_was_moved_the_last_one_counts() =>
        Assert.Equal(Due - Duration.FromDays(1), Assert.Single(Clocks(RanOut(Gdpr, Due), RanOut(Gdpr, Due - Duration.FromDays(1)))).Due);

    [Fact]
    public void Where_a_fact_is_privileged_no_time_is_told()
    {
        var secret = Submitted(Due + Duration.FromHours(1));
        var clock = Assert.Single(Clocks(RanOut(Gdpr, Due), secret with { Fact = secret.Fact with { Privileged = true } }));

        Assert.Equal((SubmissionState.Late, (Instant?)null, (Instant?)null), (clock.Submission, clock.Due, clock.SubmittedAt));
    }

    [Theory]
    [InlineData(Contract, true)]
    [InlineData("contract.customer.big-retail", true)]
    [InlineData(Gdpr, false)]
    [InlineData("no-longer.known", false)]
    public void A_clock_is_of_a_contract_or_of_a_law(string clock, bool contractual) => Assert.Equal(contractual, Clock(clock).IsContractual);

    private static List<OverdueClock> Clocks(params IncidentRecord[] records) =>
        [.. OverdueClock.Of(Incident.Of("20261122-abc123", VendorId.Parse("acme-bpo"), records.Prepend(new Opened { At = Noon, By = "a.nyman", Stage = Stage.Suspicion, Title = "a title" })))];

    private static Overdue RanOut(string clock, Instant due) => new() { At = Noon, By = "system:playbook", Clock = clock, Due = due };

    private static FactRecorded Submitted(Instant at, int? corrects = null) => new()
    {
        At = Noon,
        By = "d.osei",
        Fact = new Fact { Name = FactNames.Submission(Gdpr), At = at.WithOffset(Offset.Zero), Corrects = corrects },
    };
}
