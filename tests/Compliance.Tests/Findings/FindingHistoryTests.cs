using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Findings;

public class FindingHistoryTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 1, 0, 0);
    private static readonly Instant Seen = Now - Duration.FromDays(10);
    private static readonly Exemption Accepted = new("owner", "asker", "approver", "replaced in May", Now + Duration.FromDays(1));

    private static Finding Found(string principal, string rule = "mfa-missing", Verdict verdict = Verdict.Fail) => new()
    {
        Fingerprint = Fingerprint.Of(rule, "acme-bpo", principal, "tier1", "signin"),
        Rule = rule,
        Severity = Severity.High,
        Verdict = verdict,
        Principal = principal,
        Count = 1,
        First = Seen,
        Last = Seen,
        Message = "m",
        Fix = "f",
    };

    private static AuditResult Audit(Check check, Instant? from, params Finding[] findings) => new()
    {
        Audit = new AuditHeader
        {
            Id = "a2",
            Vendor = VendorId.Parse("acme-bpo"),
            From = from,
            Mode = VendorMode.Pilot,
            Verdict = check.Verdict,
            Tool = "t",
            RulesDigest = "r",
            Policy = new Policy("p", null, null, null),
            StartedBy = "schedule",
        },
        Evidence = [],
        Checks = [check],
        Groups = [],
        Findings = findings,
    };

    private static Check Of(Verdict verdict, long findings = 0, string? unevaluated = null) =>
        new("mfa-missing", verdict, findings, unevaluated) { Unevaluated = unevaluated };

    [Theory]
    [InlineData(null, FindingState.New)]
    [InlineData(FindingState.New, FindingState.Persisting)]
    [InlineData(FindingState.Persisting, FindingState.Persisting)]
    [InlineData(FindingState.Resolved, FindingState.New)]
    public void A_finding_is_new_unless_the_last_audit_left_it_open(FindingState? before, FindingState expected)
    {
        Finding[] known = before is { } state ? [Found("ann") with { State = state }] : [];
        var result = FindingHistory.Apply(Audit(Of(Verdict.Fail, 1), null, Found("ann")), known, Now);
        Assert.Equal(expected, Assert.Single(result.Findings).State);
    }

    [Theory]
    [InlineData(Verdict.Pass, null, 0, true)]
    [InlineData(Verdict.Pass, null, 1, true)]
    [InlineData(Verdict.Pass, null, -1, false)]
    [InlineData(Verdict.NotEvaluable, "a record could not be read", 0, false)]
    [InlineData(Verdict.Fail, "a record could not be read", 0, false)]
    [InlineData(Verdict.NotApplicable, null, 0, false)]
    public void An_absent_finding_is_resolved_when_a_check_looked_at_a_window_from_its_last_event_on(Verdict verdict, string? unevaluated, int ticksAfterLast, bool resolved)
    {
        var before = Found("ann") with { State = FindingState.Persisting };
        var result = FindingHistory.Apply(Audit(Of(verdict, 0, unevaluated), Seen.PlusTicks(ticksAfterLast)), [before], Now);
        Assert.Equal(resolved ? [before with { State = FindingState.Resolved }] : [], result.Findings);
    }

    [Fact]
    public void A_failing_check_that_saw_everything_resolves_what_it_did_not_find()
    {
        var result = FindingHistory.Apply(Audit(Of(Verdict.Fail, 1), Seen, Found("bob")), [Found("ann")], Now);
        Assert.Equal([("bob", FindingState.New), ("ann", FindingState.Resolved)], result.Findings.Select(finding => (finding.Principal!, finding.State)));
        Assert.Equal(Verdict.Fail, result.Verdict);
    }

    [Fact]
    public void An_open_window_resolves_only_findings_without_events()
    {
        var unused = Found("ann") with { First = null, Last = null };
        var result = FindingHistory.Apply(Audit(Of(Verdict.Pass), null), [unused, Found("bob")], Now);
        Assert.Equal("ann", Assert.Single(result.Findings).Principal);
    }

    [Fact]
    public void Nothing_is_resolved_by_a_check_that_lists_only_part_of_what_it_found()
    {
        var result = FindingHistory.Apply(Audit(Of(Verdict.Fail, 10_002), Seen, Found("overflow")), [Found("ann")], Now);
        Assert.Equal("overflow", Assert.Single(result.Findings).Principal);
    }

    [Fact]
    public void What_was_resolved_is_not_resolved_again() =>
        Assert.Empty(FindingHistory.Apply(Audit(Of(Verdict.Pass), Seen), [Found("ann") with { State = FindingState.Resolved }], Now).Findings);

    [Theory]
    [InlineData(1, null, Verdict.Exempt, Verdict.Exempt, Verdict.Pass)]
    [InlineData(0, null, Verdict.Fail, Verdict.Fail, Verdict.Fail)]
    [InlineData(-1, null, Verdict.Fail, Verdict.Fail, Verdict.Fail)]
    [InlineData(1, "a record could not be read", Verdict.Exempt, Verdict.NotEvaluable, Verdict.NotEvaluable)]
    public void An_exemption_counts_until_it_expires_and_hides_no_missing_evidence(int ticksLeft, string? unevaluated, Verdict finding, Verdict check, Verdict audit)
    {
        var before = Found("ann") with { Exemption = Accepted with { Expires = Now.PlusTicks(ticksLeft) } };
        var result = FindingHistory.Apply(Audit(Of(Verdict.Fail, 1, unevaluated), null, Found("ann")), [before], Now);
        Assert.Equal((finding, check, audit), (result.Findings[0].Verdict, result.Checks[0].Verdict, result.Verdict));
        Assert.Equal(finding is Verdict.Exempt, result.Findings[0].Exemption is not null);
    }

    [Fact]
    public void One_finding_that_is_not_exempt_keeps_the_check_failing()
    {
        var before = Found("ann") with { Exemption = Accepted };
        Assert.Equal(Verdict.Fail, FindingHistory.Apply(Audit(Of(Verdict.Fail, 2), null, Found("ann"), Found("bob")), [before], Now).Verdict);
    }

    [Fact]
    public void A_finding_that_could_not_be_judged_is_not_exempt_and_keeps_the_check_open()
    {
        var before = Found("ann") with { Exemption = Accepted };
        var result = FindingHistory.Apply(Audit(Of(Verdict.NotEvaluable, 1), null, Found("ann", verdict: Verdict.NotEvaluable)), [before], Now);
        Assert.Equal((Verdict.NotEvaluable, Verdict.NotEvaluable), (result.Findings[0].Verdict, result.Checks[0].Verdict));
    }

    [Fact]
    public void A_decision_about_many_counts_for_findings_that_are_new()
    {
        var standing = new StandingDecision(new("mfa-missing", null, null), new() { Status = FindingStatus.RiskAccepted, By = "d.osei", At = Seen }, Accepted);

        var result = FindingHistory.Apply(Audit(Of(Verdict.Fail, 2), null, Found("ann"), Found("bob")), [Found("ann")], Now, [standing]);

        Assert.Equal([Verdict.Exempt, Verdict.Exempt], result.Findings.Select(finding => finding.Verdict));
        Assert.Equal((Verdict.Exempt, Verdict.Pass), (Assert.Single(result.Checks).Verdict, result.Verdict));
        Assert.All(result.Findings, finding => Assert.Equal(Accepted, finding.Exemption));
    }

    [Theory]
    [InlineData(FindingStatus.FalsePositive, Verdict.Exempt)]
    [InlineData(FindingStatus.Fixed, Verdict.Fail)]
    [InlineData(FindingStatus.VendorDisputed, Verdict.Fail)]
    [InlineData(FindingStatus.Assigned, Verdict.Fail)]
    public void Only_a_false_positive_and_an_accepted_risk_take_a_failure_away(FindingStatus status, Verdict verdict)
    {
        var before = Found("ann") with { Work = new() { Status = status, By = "d.osei", At = Now, Reason = "a test" } };

        var finding = Assert.Single(FindingHistory.Apply(Audit(Of(Verdict.Fail, 1), null, Found("ann")), [before], Now).Findings);

        Assert.Equal((verdict, status, "a test"), (finding.Verdict, finding.Work!.Status, finding.Work.Reason));
    }

    [Fact]
    public void The_time_runs_from_when_a_finding_was_opened_last()
    {
        var audit = Audit(Of(Verdict.Fail, 1), null, Found("ann"));
        audit = audit with { Audit = audit.Audit with { Remediation = new Dictionary<Severity, Duration> { [Severity.High] = Duration.FromDays(7) } } };
        Finding Once(params Finding[] before) => Assert.Single(FindingHistory.Apply(audit, before, Now).Findings);

        Assert.Equal((Now, Now + Duration.FromDays(7)), (Once().Opened!.Value, Once().Due!.Value));
        var open = Found("ann") with { Opened = Seen };
        Assert.Equal((Seen, Seen + Duration.FromDays(7)), (Once(open).Opened!.Value, Once(open).Due!.Value));
        Assert.Equal(Now, Once(open with { State = FindingState.Resolved }).Opened);
    }
}
