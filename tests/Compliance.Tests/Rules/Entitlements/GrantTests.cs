using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Findings;
using Compliance.Rules.Entitlements;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Rules.Entitlements;

/// <summary>When something was granted, by whom, and what a review decided.</summary>
public sealed class GrantTests
{
    private const string Approval = "grant-without-approval";
    private const string Overdue = "revocation-overdue";

    [Theory]
    [InlineData("2026-02-01T00:00:00Z")]
    [InlineData("2026-01-14T23:59:59Z")]
    public void A_grant_while_an_assignment_was_in_force_or_before_the_approval_is_approved(string granted) =>
        Assert.Equal(Verdict.Pass, Assert.Single(EntitlementStory.Crm("role,granted_at", $"ana@acme.example,agent,{granted}").Judge(Approval)).Verdict);

    [Theory]
    [InlineData("2026-03-08T00:00:00Z", Severity.Low)]
    [InlineData("2026-03-06T23:59:59Z", Severity.Medium)]
    public void A_grant_before_its_assignment_is_found(string granted, Severity severity)
    {
        var found = (EntitlementStory.Crm("role,granted_at", $"ana@acme.example,agent,{granted}") with { Assignments = "  - { principal: p1, role: tier1, from: 2026-03-10T00:00:00Z }\n" }).One(Approval);

        Assert.Equal((Verdict.Fail, severity, "tier1"), (found.Verdict, found.Severity, found.Role));
        Assert.EndsWith("and the assignment begins on 2026-03-10", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assignment_that_maps_to_something_else_does_not_cover_a_grant() =>
        Assert.EndsWith("no assignment of the contract covers that", EntitlementStory.Crm("role,granted_at", "ana@acme.example,lead,2026-03-01").One(Approval).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ana@acme.example")]
    [InlineData("P1")]
    public void Who_grants_something_to_themselves_is_found_whenever(string by)
    {
        var found = EntitlementStory.Crm("role,granted_at,granted_by", $"ana@acme.example,agent,2025-06-01,{by}").One(Approval);

        Assert.Equal((Severity.High, Verdict.Fail), (found.Severity, found.Verdict));
    }

    [Fact]
    public void Where_no_list_tells_when_nothing_applies_and_where_some_do_the_rest_is_open()
    {
        Assert.Equal(Verdict.NotApplicable, Assert.Single(EntitlementStory.Crm("role", "ana@acme.example,agent").Judge(Approval)).Verdict);
        Assert.Equal(Verdict.NotEvaluable, EntitlementStory.Crm("role,granted_at", "ana@acme.example,agent,2026-02-01", "ben@acme.example,agent,").One(Approval).Verdict);
    }

    [Fact]
    public void What_was_to_be_revoked_and_is_listed_after_the_due_date_is_overdue()
    {
        var found = Decided("2026-06-29T00:00:00Z").One(Overdue);

        Assert.Equal((Verdict.Fail, Severity.High, "p1", "crm:ana@acme.example:agent"), (found.Verdict, found.Severity, found.Principal, found.Subject));
        Assert.Equal("a review of 2026-06-01 decided to take `agent` of `crm` away from p1 (ana@acme.example) by 2026-06-28; the list of 2026-06-30 still has it", found.Message);
    }

    [Fact]
    public void What_is_not_due_does_not_apply_yet() => Assert.Equal(Verdict.NotApplicable, Assert.Single(Decided("2026-07-10T00:00:00Z").Judge(Overdue)).Verdict);

    [Fact]
    public void A_due_date_that_passed_since_the_list_needs_a_newer_one() => Assert.Equal(Verdict.NotEvaluable, Decided("2026-06-30T12:00:00Z").One(Overdue).Verdict);

    [Fact]
    public void What_is_gone_from_a_newer_list_is_done() =>
        Assert.Equal(Verdict.Pass, Assert.Single((Decided("2026-06-29T00:00:00Z") with { Lists = EntitlementStory.Crm("role", "ben@acme.example,agent").Lists }).Judge(Overdue)).Verdict);

    [Fact]
    public void A_disabled_account_is_revoked() =>
        Assert.Empty((Decided("2026-06-29T00:00:00Z") with { Lists = EntitlementStory.Crm("role,enabled", "ana@acme.example,agent,false").Lists }).Open(Overdue));

    [Fact]
    public void Without_any_list_a_due_revocation_is_open() =>
        Assert.Equal(Verdict.NotEvaluable, (Decided("2026-06-29T00:00:00Z") with { Lists = [] }).One(Overdue).Verdict);

    [Fact]
    public void A_list_that_the_reviewers_had_before_them_shows_nothing_that_is_late()
    {
        var story = Decided("2026-06-15T00:00:00Z") with { Lists = [("entitlements/crm.csv", "account,role,as_of\nana@acme.example,agent,2026-06-20T00:00:00Z\n")] };

        Assert.Equal(Verdict.Fail, story.One(Overdue).Verdict);
        var late = story.Revocations! with { Revocations = [.. story.Revocations.Revocations.Select(one => one with { Decided = Instant.FromUtc(2026, 6, 21, 0, 0) })] };
        Assert.Equal(Verdict.NotEvaluable, (story with { Revocations = late }).One(Overdue).Verdict);
    }

    [Fact]
    public void A_newer_list_with_refused_rows_or_of_another_form_shows_nothing_gone()
    {
        // What a newer list of the same form would have to show: here the roles of Okta, which its users do not tell.
        var old = ("entitlements/roles.json", """[{"label":"Help Desk Administrator","type":"HELP_DESK_ADMIN","status":"ACTIVE","created":"2026-05-01T00:00:00Z","assignmentType":"USER","userId":"00u1","login":"ana@acme.example"}]""");
        var users = ("entitlements/users.json", """[{"id":"00u1","status":"ACTIVE","lastLogin":"2026-06-29T10:00:00Z","profile":{"login":"ana@acme.example"}}]""");
        var story = Decided("2026-06-20T00:00:00Z", "okta", "ana@acme.example", "Help Desk Administrator");

        Assert.Equal(Verdict.NotEvaluable, (story with { Lists = [users] }).One(Overdue).Verdict);
        Assert.Equal(Verdict.NotEvaluable, (story with { Lists = [old, users] }).One(Overdue).Verdict);
    }

    [Fact]
    public void A_newer_list_that_could_not_be_read_whole_shows_nothing_gone()
    {
        var folder = (Decided("2026-06-29T00:00:00Z") with { Lists = [] }).Folder().Add("entitlements/crm.csv", "account,role,enabled,as_of\nben@acme.example,agent,true,2026-06-30T00:00:00Z\nana@acme.example,agent,perhaps,2026-06-30T00:00:00Z\n");
        var record = VendorReader.Read(folder);
        var facts = new EntitlementFacts(record, GrantedAccess.Of(EntitlementLists.Read(folder, record).All, record), Instant.FromUtc(2026, 7, 1, 0, 0)) { Revocations = Decided("2026-06-29T00:00:00Z").Revocations };

        Assert.Equal(Verdict.NotEvaluable, Assert.Single(EntitlementRules.All.Single(rule => rule.Definition.Id == Overdue).Judge(facts)).Verdict);
    }

    [Fact]
    public void An_account_that_was_decided_about_by_its_id_is_found_under_its_name()
    {
        var story = Decided("2026-06-29T00:00:00Z", "crm", "77", "agent") with { Lists = EntitlementStory.Crm("account_id,role", "ana@acme.example,77,agent").Lists };

        Assert.Equal(Verdict.Fail, story.One(Overdue).Verdict);
    }

    [Fact]
    public void An_account_that_was_renamed_is_found_by_its_id()
    {
        var story = Decided("2026-06-29T00:00:00Z") with
        {
            Lists = [("entitlements/old.csv", "system,account,account_id,role,as_of\ncrm,ana@acme.example,77,agent,2026-05-30T00:00:00Z\n"), ("entitlements/new.csv", $"system,account,account_id,role,as_of\ncrm,ana.cruz@acme.example,77,agent,{EntitlementStory.AsOf}\n")],
        };

        Assert.Equal((Verdict.Fail, "crm:ana.cruz@acme.example:agent"), (story.One(Overdue).Verdict, story.One(Overdue).Subject));
    }

    [Fact]
    public void An_account_that_was_to_go_and_gained_a_role_is_overdue()
    {
        var found = Decided("2026-06-29T00:00:00Z", "crm", "ana@acme.example", null).One(Overdue);

        Assert.Equal((Verdict.Fail, "crm:ana@acme.example"), (found.Verdict, found.Subject));
        Assert.Contains("take `the account` of `crm` away", found.Message, StringComparison.Ordinal);
    }

    private static EntitlementStory Decided(string due, string system = "CRM", string account = "Ana@acme.example", string? role = "Agent") => EntitlementStory.Crm("role", "ana@acme.example,agent") with
    {
        Revocations = new RevocationRegister(Instant.FromUtc(2026, 7, 1, 0, 0),
            [new Revocation(EntitlementDigest.Of(system, account, role), system.ToLowerInvariant(), NodaTime.Text.InstantPattern.General.Parse(due).Value, Instant.FromUtc(2026, 6, 1, 0, 0))]),
    };
}
