using Compliance.Findings;
using Compliance.Incidents;
using Compliance.Rules.Incidents;
using NodaTime;
using static Compliance.Tests.Incidents.OverdueRegisters;

namespace Compliance.Tests.Rules.Incidents;

public sealed class NoticeOverdueTests
{
    [Theory]
    [InlineData(Gdpr, SubmissionState.None, Verdict.Fail, Severity.Critical, "no report is recorded")]
    [InlineData(Contract, SubmissionState.None, Verdict.Fail, Severity.High, "no report is recorded")]
    [InlineData(Gdpr, SubmissionState.Late, Verdict.Fail, Severity.Medium, "the report was late: made at 2026-11-24T08:00:00Z")]
    [InlineData(Contract, SubmissionState.Late, Verdict.Fail, Severity.Medium, "the report was late")]
    public void A_clock_that_ran_out_fails_as_severely_as_what_it_is_of(string clock, SubmissionState submission, Verdict verdict, Severity severity, string said)
    {
        var judged = Assert.Single(NoticeOverdue.Judge(Register(Clock(clock, submission: submission))));

        Assert.Equal((verdict, severity), (judged.Verdict, judged.Severity));
        Assert.Equal(($"20261122-abc123/{clock}", clock, "20261122-abc123"), (judged.Subject, judged.Action, judged.Resource));
        Assert.Equal(Noon - Duration.FromHours(4), judged.At);
        Assert.Contains($"`{clock}` of the incident `20261122-abc123` ran out, due at 2026-11-24T08:00:00Z: {said}", judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_in_time_that_was_recorded_later_passes() =>
        Assert.Equal(Verdict.Pass, Assert.Single(NoticeOverdue.Judge(Register(Clock(submission: SubmissionState.InTime)))).Verdict);

    [Fact]
    public void Incidents_without_an_overdue_clock_pass() => Assert.Equal(Verdict.Pass, Assert.Single(NoticeOverdue.Judge(Register())).Verdict);

    [Fact]
    public void Where_there_is_no_incident_it_does_not_apply() =>
        Assert.Equal(Verdict.NotApplicable, Assert.Single(NoticeOverdue.Judge(Register() with { Seen = 0 })).Verdict);

    [Fact]
    public void A_register_that_is_cut_does_not_pass_and_keeps_what_it_tells()
    {
        Assert.Equal(Verdict.NotEvaluable, Assert.Single(NoticeOverdue.Judge(Register() with { Cut = true })).Verdict);
        Assert.Equal([Verdict.Fail, Verdict.NotEvaluable], NoticeOverdue.Judge(Register(Clock()) with { Cut = true }).Select(judged => judged.Verdict));
    }

    [Fact]
    public void Times_that_are_not_told_are_in_no_message()
    {
        var judged = Assert.Single(NoticeOverdue.Judge(Register(Clock(submission: SubmissionState.Late) with { Due = null, SubmittedAt = null })));

        Assert.Equal("`eu-gdpr.art33-1` of the incident `20261122-abc123` ran out: the report was late", judged.Message);
        Assert.Equal(Noon, judged.At);
    }
}
