using Compliance.Findings;
using NodaTime;
using static Compliance.Tests.Findings.Decisions;

namespace Compliance.Tests.Findings;

public sealed class FindingDecidedTests
{
    private static Finding Apply(Finding finding, params StandingDecision[] standing) => FindingDecided.Apply(finding, standing, Seen, Now);

    [Fact]
    public void The_last_decision_counts_whether_about_one_or_about_many()
    {
        var own = Found() with { Work = Work(FindingStatus.Assigned, Day(-3), owner: "bob") };

        Assert.Equal(FindingStatus.Assigned, Apply(own, Standing(Work(FindingStatus.VendorDisputed, Day(-4)), rule: "mfa-missing")).Work!.Status);
        Assert.Equal(FindingStatus.VendorDisputed, Apply(own, Standing(Work(FindingStatus.VendorDisputed, Day(-2)), rule: "mfa-missing")).Work!.Status);
    }

    [Fact]
    public void Of_decisions_made_at_once_the_narrower_counts()
    {
        var role = Standing(Work(FindingStatus.Assigned, Day(-1), owner: "role"), role: "tier1");
        var group = Standing(Work(FindingStatus.Assigned, Day(-1), owner: "group"), "mfa-missing", "tier1", "signin");

        Assert.Equal("group", Apply(Found(), role, group).Work!.Owner);
        Assert.Equal("group", Apply(Found(), group, role).Work!.Owner);
        Assert.Equal("own", Apply(Found() with { Work = Work(FindingStatus.Assigned, Day(-1), owner: "own") }, group).Work!.Owner);
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("MFA-missing", null, null, true)]
    [InlineData(null, "Tier1", null, true)]
    [InlineData("mfa-missing", "tier1", "SIGNIN", true)]
    [InlineData("mfa-missing", "tier2", "signin", false)]
    [InlineData("unknown-account", null, null, false)]
    [InlineData(null, null, "signout", false)]
    public void A_selector_matches_what_has_all_that_it_names_ignoring_case(string? rule, string? role, string? action, bool matches) =>
        Assert.Equal(matches, new FindingSelector(rule, role, action).Matches(Found()));

    [Fact]
    public void A_selector_that_names_a_role_does_not_match_a_finding_without_one() =>
        Assert.False(new FindingSelector(null, "tier1", null).Matches(Found() with { Role = null }));

    [Fact]
    public void When_a_decision_expires_the_one_before_counts_again()
    {
        var group = Standing(Work(FindingStatus.RiskAccepted, Day(-2), Day(0)), rule: "mfa-missing", exemption: Accepted(Day(0)));
        var own = Found() with { Work = Work(FindingStatus.Assigned, Day(-5), owner: "bob") };

        var decided = Apply(own, group);

        Assert.Equal((FindingStatus.Assigned, "bob"), (decided.Work!.Status, decided.Work.Owner));
        Assert.Null(decided.Exemption);
        Assert.False(FindingDecided.Excuses(decided));
    }

    [Fact]
    public void A_finding_whose_only_decision_ended_is_open_and_says_why()
    {
        var decided = Apply(Found() with { Work = Work(FindingStatus.FalsePositive, Day(-20), Day(-1)) });

        Assert.Equal(FindingStatus.Open, decided.Work!.Status);
        Assert.Equal("what was decided on 2026-03-12T00:00:00Z ended on 2026-03-31T00:00:00Z", decided.Work.Reason);
        Assert.False(FindingDecided.Excuses(decided));
    }

    [Fact]
    public void What_ended_before_a_finding_was_there_was_never_about_it() =>
        Assert.Null(Apply(Found(), Standing(Work(FindingStatus.FalsePositive, Day(-30), Day(-11)), rule: "mfa-missing")).Work);

    [Fact]
    public void A_finding_is_fixed_until_something_is_found_that_happened_later()
    {
        var work = Work(FindingStatus.Fixed, Day(-5), owner: "bob");

        Assert.Equal(FindingStatus.Fixed, Apply(Found(last: Day(-5)) with { Work = work }).Work!.Status);

        var again = Apply(Found(last: Day(-4)) with { Work = work }).Work!;
        Assert.Equal((FindingStatus.Assigned, "bob"), (again.Status, again.Owner));
        Assert.Equal("found again, 2026-03-28T00:00:00Z, after it was said to be fixed on 2026-03-27T00:00:00Z", again.Reason);
        Assert.Equal(FindingStatus.Fixed, Apply(Found(last: Day(-4)) with { Work = work, State = FindingState.Resolved }).Work!.Status);
    }

    [Fact]
    public void A_state_is_found_again_when_the_evidence_of_it_is_later_or_the_run_where_it_has_no_time()
    {
        var thing = Found() with { First = Day(-4), Last = null, Work = Work(FindingStatus.Fixed, Day(-5)) };

        Assert.Equal(FindingStatus.Open, Apply(thing).Work!.Status);
        Assert.Equal(FindingStatus.Fixed, Apply(thing with { First = Day(-6) }).Work!.Status);
        Assert.Equal(FindingStatus.Fixed, FindingDecided.Apply(thing with { First = null }, [], Day(-6), Now).Work!.Status);
        Assert.Equal(FindingStatus.Open, FindingDecided.Apply(thing with { First = null }, [], Day(-4), Now).Work!.Status);
    }

    [Fact]
    public void A_false_positive_says_nothing_about_a_worse_finding()
    {
        var work = Work(FindingStatus.FalsePositive, Day(-5), Day(300)) with { Upto = Severity.High };

        Assert.True(FindingDecided.Excuses(Apply(Found() with { Work = work })));
        Assert.False(FindingDecided.Excuses(Apply(Found() with { Work = work, Severity = Severity.Critical })));
        Assert.Equal("worse than the high that was called a false positive on 2026-03-27T00:00:00Z", Apply(Found() with { Work = work, Severity = Severity.Critical }).Work!.Reason);
    }

    [Fact]
    public void What_the_vendor_replied_stays_beside_every_decision_and_is_none_itself()
    {
        var reply = new FindingWork { Status = FindingStatus.Open, By = "vm", At = Day(-1), Reply = "it was a test", ReplyEvidence = "T-9", Replied = Day(-1) };

        var decided = Apply(Found() with { Work = reply }, Standing(Work(FindingStatus.Assigned, Day(-8), owner: "bob"), role: "tier1"));

        Assert.Equal((FindingStatus.Assigned, "bob", "it was a test", "T-9"), (decided.Work!.Status, decided.Work.Owner, decided.Work.Reply, decided.Work.ReplyEvidence));
        Assert.Equal(FindingStatus.Open, FindingDecided.StatusOf(Apply(Found() with { Work = reply })));
    }

    [Fact]
    public void An_exemption_of_old_with_nothing_beside_it_counts_as_an_accepted_risk()
    {
        var old = Found() with { Exemption = Accepted(Day(1)) };

        Assert.Equal(FindingStatus.RiskAccepted, FindingDecided.StatusOf(Apply(old)));
        Assert.Null(Apply(old with { Exemption = Accepted(Day(0)) }).Exemption);
        Assert.Equal(FindingStatus.Open, FindingDecided.StatusOf(Apply(old with { Exemption = Accepted(Day(0)) })));
    }

    [Fact]
    public void A_claim_of_the_vendor_stands_beside_a_decision_and_never_takes_a_failure_away()
    {
        var older = Standing(Work(FindingStatus.FalsePositive, Day(-9), Day(300)), rule: "mfa-missing");
        var own = Found() with { Work = Work(FindingStatus.Assigned, Day(-8), owner: "bob") with { Claim = new(FindingStatus.Fixed, "vm", Day(-5)) } };

        Assert.Equal((FindingStatus.Fixed, "bob", "vm"), (Apply(own, older).Work!.Status, Apply(own, older).Work!.Owner, Apply(own, older).Work!.By));
        // Found again, it is where the person put it, not where it was before that.
        var again = Apply(own with { Last = Day(-4) }, older);
        Assert.Equal((FindingStatus.Assigned, false), (again.Work!.Status, FindingDecided.Excuses(again)));
        var excused = Standing(Work(FindingStatus.RiskAccepted, Day(-7), Day(9)), rule: "mfa-missing", exemption: Accepted(Day(9)));
        Assert.Equal(FindingStatus.RiskAccepted, FindingDecided.StatusOf(Apply(own, excused)));
    }

    [Fact]
    public void A_decision_after_a_claim_counts_and_an_ended_claim_alone_says_why()
    {
        var claim = new FindingClaim(FindingStatus.Fixed, "vm", Day(-5));
        var only = Found() with { Work = new() { Status = FindingStatus.Open, By = "vm", At = Day(-5), Claim = claim } };

        Assert.Equal(FindingStatus.Open, Apply(Found() with { Work = Work(FindingStatus.Open, Day(-4)) with { Claim = claim } }).Work!.Status);
        Assert.Equal(FindingStatus.Fixed, Apply(only).Work!.Status);
        Assert.StartsWith("found again, ", Apply(only with { Last = Day(-4) }).Work!.Reason, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Open, Apply(only with { Last = Day(-4) }).Work!.Status);
    }

    [Fact]
    public void What_is_found_again_after_it_was_fixed_is_open_whatever_was_decided_before()
    {
        var older = Standing(Work(FindingStatus.FalsePositive, Day(-9), Day(300)), rule: "mfa-missing");

        Assert.False(FindingDecided.Excuses(Apply(Found(last: Day(-4)) with { Work = Work(FindingStatus.Fixed, Day(-5)) }, older)));
    }

    [Fact]
    public void A_false_positive_says_nothing_about_more_events_or_later_ones()
    {
        var work = Work(FindingStatus.FalsePositive, Day(-5), Day(300)) with { UptoCount = 3 };
        var finding = Found(last: Day(-5)) with { Work = work, Count = 3 };

        Assert.True(FindingDecided.Excuses(Apply(finding)));
        Assert.False(FindingDecided.Excuses(Apply(finding with { Count = 4 })));
        Assert.False(FindingDecided.Excuses(Apply(finding with { Last = Day(-4) })));
        // The day of a state is not one on which something happened.
        Assert.True(FindingDecided.Excuses(Apply(finding with { Rule = "evidence-gap", Evidence = [], Last = Day(-4) })));
        Assert.False(FindingDecided.Excuses(Apply(finding with { Rule = "evidence-gap", Evidence = [], Count = 4 })));
    }

    [Fact]
    public void A_state_that_is_seen_again_is_not_fixed_though_its_day_is_long_past()
    {
        var gap = Found(last: Day(-200)) with { Rule = "evidence-gap", Evidence = [], Work = Work(FindingStatus.Fixed, Day(-15)) };

        Assert.Equal(FindingStatus.Open, Apply(gap).Work!.Status);
        Assert.Equal(FindingStatus.Fixed, FindingDecided.Apply(gap, [], Day(-16), Now).Work!.Status);
    }
}
