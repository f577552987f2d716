using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Incidents;
using Compliance.Rules;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Check = FsCheck.Check;

namespace Compliance.Tests.Incidents;

public sealed partial class SuspicionsTests
{
    private static readonly Instant Detected = Instant.FromUtc(2026, 11, 22, 23, 59);
    private static readonly Instant Yesterday = Detected - Duration.FromDays(1);

    [Theory]
    [InlineData("access-after-termination", Severity.Critical, "credential-misuse")]
    [InlineData("access-after-termination", Severity.Low, "credential-misuse")]
    [InlineData("mass-record-access", Severity.High, "mass-record-access")]
    [InlineData("unknown-account", Severity.Critical, "credential-misuse")]
    [InlineData("segregation-of-duties", Severity.Critical, "credential-misuse")]
    public void A_new_failing_finding_of_a_trigger_opens_a_suspicion(string rule, Severity severity, string playbook)
    {
        var draft = Assert.Single(Of(Found(rule) with { Severity = severity }));

        Assert.Equal(($"20261122-{rule}", rule, severity, playbook, Stage.Suspicion), (draft.Id, draft.Rule, draft.Severity, draft.Playbook, draft.Stage));
        Assert.Equal(Detected, draft.Detected);
    }

    [Theory]
    [InlineData("unknown-account")]
    [InlineData("unauthorized-action")]
    [InlineData("trail-broken")]
    public void A_finding_that_is_not_critical_opens_nothing_unless_its_rule_says_so(string rule) =>
        Assert.Empty(Of(Found(rule) with { Severity = Severity.High }));

    [Theory]
    [InlineData(Verdict.Exempt)]
    [InlineData(Verdict.NotEvaluable)]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.NotApplicable)]
    public void Only_a_failing_finding_opens_one(Verdict verdict) => Assert.Empty(Of(Found("mass-record-access") with { Verdict = verdict }));

    [Fact]
    public void A_resolved_finding_opens_nothing() => Assert.Empty(Of(Found("mass-record-access") with { State = FindingState.Resolved }));

    [Fact]
    public void A_state_without_events_opens_nothing_however_critical() =>
        Assert.Empty(Of(Found("tls-plaintext") with { Severity = Severity.Critical, Last = null }));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_persisting_finding_opens_one_again_when_it_has_newer_events(int lastSeenTicksLater, bool opens)
    {
        var finding = Found("access-after-termination") with { State = FindingState.Persisting };
        var before = finding with { Last = finding.Last!.Value + Duration.FromTicks(lastSeenTicksLater) };

        Assert.Equal(opens ? 1 : 0, Suspicions.Of(Audit(finding), [before], Detected).Count);
    }

    [Fact]
    public void A_persisting_finding_that_nobody_has_seen_before_opens_one() =>
        Assert.Single(Of(Found("access-after-termination") with { State = FindingState.Persisting }));

    [Theory]
    [InlineData(0, Stage.Suspicion)]
    [InlineData(1, Stage.Draft)]
    public void Events_more_than_thirty_days_old_only_draft_one(int ticksOlder, Stage stage)
    {
        var last = Detected - Duration.FromDays(30) - Duration.FromTicks(ticksOlder);
        var older = Found("mass-record-access", "bob") with { First = last - Duration.FromDays(9), Last = last - Duration.FromDays(9) };

        Assert.Equal(stage, Assert.Single(Of(older, Found("mass-record-access") with { First = last, Last = last })).Stage);
    }

    [Fact]
    public void The_day_is_that_of_the_detection_in_UTC() =>
        Assert.Equal("20261123-mass-record-access", Assert.Single(Suspicions.Of(Audit(Found("mass-record-access")), [], Detected + Duration.FromMinutes(1))).Id);

    [Fact]
    public void One_suspicion_holds_every_event_of_its_findings()
    {
        var early = Found("access-after-termination", "ann") with { First = Yesterday - Duration.FromHours(3), Last = Yesterday - Duration.FromHours(2), Count = 3 };
        var late = Found("access-after-termination", "bob") with { First = Yesterday, Last = Yesterday + Duration.FromHours(1), Count = 2 };

        var draft = Assert.Single(Of(late, early));

        Assert.Equal((early.First, late.Last + Duration.FromTicks(1)), (draft.From, draft.To));
        Assert.Equal(["ann", "bob"], draft.Principals);
        Assert.Equal([early.Fingerprint.Value, late.Fingerprint.Value], draft.Findings);
        Assert.Equal("access-after-termination: 5 events of 2 principals in 2 findings", draft.Title);
    }

    // The events that filled the volume are no part of the finding: it begins with the first one too many.
    [Fact]
    public void Mass_access_reaches_back_a_day_before_its_first_finding()
    {
        var finding = Found("mass-record-access");

        Assert.Equal(finding.First - Duration.FromHours(24), Assert.Single(Of(finding)).From);
    }

    [Fact]
    public void The_last_instant_there_is_ends_a_window_too()
    {
        var last = Instant.FromUnixTimeTicks(Instant.MaxValue.ToUnixTimeTicks());

        Assert.Equal(Instant.MaxValue, Assert.Single(Of(Found("access-after-termination") with { Last = last })).To);
    }

    [Fact]
    public void What_is_listed_has_an_end_and_what_is_counted_has_none()
    {
        var findings = Enumerable.Range(0, 120).Select(i => Found("access-after-termination", $"agent{i:D3}")).ToArray();

        var draft = Assert.Single(Of(findings));

        Assert.Equal((100, 50, 120), (draft.Findings.Count, draft.Principals.Count, draft.PrincipalsInAll));
        Assert.Equal("access-after-termination: 240 events of 120 principals in 120 findings", draft.Title);
    }

    [Fact]
    public void The_spellings_of_one_principal_are_one() =>
        Assert.Equal((1, "Ann"), Assert.Single(Of(Found("mass-record-access", "ann"), Found("mass-record-access", "Ann") with { Count = 1 })) is var draft
            ? (draft.PrincipalsInAll, draft.Principals[0]) : default);

    [Fact]
    public void A_broken_trail_is_a_suspicion_of_nobody()
    {
        var draft = Suspicions.OfBrokenTrail(Detected);

        Assert.Equal(("20261122-trail-broken", Stage.Suspicion, null, 0), (draft.Id, draft.Stage, draft.Playbook, draft.PrincipalsInAll));
    }

    [Fact]
    public void Every_rule_of_the_table_is_one_that_judges_events() =>
        Assert.Equal(["trail-broken"], SuspicionTriggers.Rules.Except(RuleCatalogue.OfEvents.Select(rule => rule.Id)));

    [Fact]
    public void However_the_findings_come_the_suspicions_are_the_same() => Check.One(Tried.Times(), Prop.ForAll(
        Arb.From(Findings.ListOf()), Gen.Choose(0, int.MaxValue).ToArbitrary(), (found, seed) =>
        {
            var shuffled = found.ToArray();
            new Random(seed).Shuffle(shuffled);
            return JsonSerializer.Serialize(Of([.. found]).Select(Plain)) == JsonSerializer.Serialize(Of(shuffled).Select(Plain));
        }));

    [Fact]
    public void Whatever_is_found_there_is_at_most_one_for_each_rule_and_none_for_what_does_not_fail() => Check.One(Tried.Times(), Prop.ForAll(
        Arb.From(Findings.ListOf()), found =>
        {
            var drafts = Of([.. found]);
            var failing = found.Where(f => f is { Verdict: Verdict.Fail, State: not FindingState.Resolved, Last: not null }).ToLookup(f => f.Rule);
            return drafts.DistinctBy(draft => draft.Rule).Count() == drafts.Count
                && drafts.All(draft => Id().IsMatch(draft.Id) && draft.From < draft.To && !draft.Title.Contains("secretive", StringComparison.Ordinal)
                    && draft.Findings.All(fingerprint => failing[draft.Rule].Any(f => f.Fingerprint.Value == fingerprint)));
        }));

    private static readonly Gen<Finding> Findings =
        from rule in Gen.Elements("mass-record-access", "access-after-termination", "unknown-account", "off-shift-access", "tls-plaintext", "trail-broken")
        from principal in Gen.Elements("secretive.ann", "Secretive.Ann", "secretive.bob", null)
        from severity in Gen.Elements(Enum.GetValues<Severity>())
        from verdict in Gen.Elements(Verdict.Fail, Verdict.Fail, Verdict.Exempt, Verdict.NotEvaluable)
        from state in Gen.Elements(Enum.GetValues<FindingState>())
        from days in Gen.Choose(0, 60)
        from length in Gen.Elements<int?>(0, 1, 50, null)
        from role in Gen.Choose(0, 5)
        let first = Detected - Duration.FromDays(days)
        select Found(rule, principal, $"r{role}") with
        {
            Severity = severity,
            Verdict = verdict,
            State = state,
            First = first,
            Last = length is { } hours ? first + Duration.FromHours(hours) : null,
        };

    private static object Plain(SuspicionDraft draft) => new
    {
        draft.Id,
        draft.Rule,
        draft.Title,
        draft.Severity,
        draft.Findings,
        draft.Principals,
        draft.PrincipalsInAll,
        From = draft.From.ToString(),
        To = draft.To.ToString(),
        draft.Playbook,
        draft.Stage,
    };

    private static IReadOnlyList<SuspicionDraft> Of(params Finding[] findings) => Suspicions.Of(Audit(findings), [], Detected);

    private static Finding Found(string rule, string? principal = "ann", string role = "tier1") => new()
    {
        Fingerprint = Fingerprint.Of(rule, "acme-bpo", principal, role, "customer.read"),
        Rule = rule,
        Severity = Severity.High,
        Verdict = Verdict.Fail,
        Principal = principal,
        Role = role,
        Count = 2,
        First = Yesterday,
        Last = Yesterday,
        Message = "m",
        Fix = "f",
    };

    private static AuditResult Audit(params Finding[] findings) => new()
    {
        Audit = new AuditHeader
        {
            Id = "a1",
            Vendor = VendorId.Parse("acme-bpo"),
            Mode = VendorMode.Pilot,
            Verdict = Verdict.Fail,
            Tool = "t",
            RulesDigest = "r",
            Policy = new Policy("p", null, null, null),
            StartedBy = "schedule",
        },
        Evidence = [],
        Checks = [],
        Groups = [],
        Findings = findings,
    };

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,61}\z")]
    private static partial Regex Id();
}
