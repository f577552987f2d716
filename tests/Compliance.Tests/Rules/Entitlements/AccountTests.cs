using Compliance.Findings;

namespace Compliance.Tests.Rules.Entitlements;

/// <summary>Accounts of nobody, without a second factor, unused, and those that administer.</summary>
public sealed class AccountTests
{
    private const string Mfa = """
          tier1: { allow: [{ actions: [x] }], when: { mfa: required } }
          tier2: { allow: [{ actions: [x] }] }

        """;

    [Theory]
    [InlineData("stranger@acme.example", "", "stands in neither people.csv nor accounts.csv")]
    [InlineData("cho@acme.example", "cho@acme.example,p9,,\n", "is that of p9, whom people.csv does not have")]
    [InlineData("desk@acme.example", "desk@acme.example,,human,\n", "stands in accounts.csv without a person")]
    public void An_account_is_somebodys(string account, string row, string why)
    {
        var found = (EntitlementStory.Crm("role", $"{account},agent") with { Accounts = $"account,person,kind,system\n{row}" }).One("account-without-person");

        Assert.Equal((Verdict.Fail, account), (found.Verdict, found.Resource));
        Assert.EndsWith(why, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ana@acme.example", "ana@acme.example,p1,,\n")]
    [InlineData("p1", "")]
    [InlineData("sync", "sync,,service,\n")]
    [InlineData("desk@acme.example", "desk@acme.example,,shared,\n")]
    [InlineData("ana@acme.example", "ana@acme.example,p1,,crm\n")]
    public void An_account_that_is_somebodys_is_no_finding(string account, string row) =>
        Assert.Empty((EntitlementStory.Crm("role", $"{account},agent") with { Accounts = $"account,person,kind,system\n{row}" }).Open("account-without-person"));

    [Fact]
    public void A_row_that_speaks_for_another_system_does_not_speak_for_this() =>
        Assert.Single((EntitlementStory.Crm("role", "ana@acme.example,agent") with { Accounts = "account,person,system\nana@acme.example,p1,telephony\n" }).Open("account-without-person"));

    [Fact]
    public void Whom_the_population_does_not_match_is_not_the_vendors()
    {
        var story = EntitlementStory.Crm("role", "boss@corp.example,agent", "new@acme.example,agent") with { Vendor = "population: { match: [\"*@acme.example\"] }\n" };

        Assert.Equal("new@acme.example", story.One("account-without-person").Resource);
        Assert.Equal(1, story.Facts().Access.OutOfScope["entitlements/crm.csv"]);
    }

    [Fact]
    public void Without_a_roster_nobody_can_say_whose_accounts_are() =>
        Assert.Equal(Verdict.NotEvaluable, (EntitlementStory.Crm("role", "ana@acme.example,agent") with { People = null, Accounts = null }).One("account-without-person").Verdict);

    [Fact]
    public void Who_must_use_a_second_factor_has_one_set_up()
    {
        var story = EntitlementStory.Crm("role,mfa_enrolled", "ana@acme.example,agent,no") with { Roles = Mfa };

        Assert.Contains("has no second factor in `crm`, and tier1 requires it", story.One("mfa-not-enrolled").Message, StringComparison.Ordinal);
        Assert.Empty((story with { Assignments = "  - { principal: p1, role: tier2, from: 2026-01-01T00:00:00Z }\n" }).Open("mfa-not-enrolled"));
        Assert.Empty((EntitlementStory.Crm("role,mfa_enrolled", "ana@acme.example,agent,yes") with { Roles = Mfa }).Open("mfa-not-enrolled"));
    }

    [Fact]
    public void Who_administers_needs_a_second_factor_whatever_the_contract_says() =>
        Assert.Contains("`admin` administers the system", EntitlementStory.Crm("role,mfa_enrolled", "ana@acme.example,admin,no").One("mfa-not-enrolled").Message, StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_tells_of_second_factors_and_one_is_required_nothing_passes()
    {
        var found = (EntitlementStory.Crm("role", "ana@acme.example,agent") with { Roles = Mfa }).One("mfa-not-enrolled");

        Assert.Equal((Verdict.NotEvaluable, "crm"), (found.Verdict, found.Subject));
    }

    [Theory]
    [InlineData("2026-05-16T00:00:00Z", true)]
    [InlineData("2026-05-16T00:00:01Z", false)]
    public void An_account_unused_for_45_days_is_dormant(string last, bool dormant) =>
        Assert.Equal(dormant, EntitlementStory.Crm("role,last_login", $"ana@acme.example,agent,{last}").Open("dormant-entitlement").Count == 1);

    [Theory]
    [InlineData("2026-05-16T00:00:00Z", true)]
    [InlineData("2026-06-01T00:00:00Z", false)]
    public void An_account_never_used_counts_from_when_it_was_granted(string granted, bool dormant)
    {
        var open = EntitlementStory.Crm("role,last_login,granted_at", $"ana@acme.example,agent,never,{granted}").Open("dormant-entitlement");

        Assert.Equal(dormant, open.Count == 1 && open[0].Message.Contains("never used", StringComparison.Ordinal));
        Assert.True(dormant || open.Count == 0);
    }

    [Fact]
    public void Who_is_on_leave_or_no_person_is_not_dormant()
    {
        var story = EntitlementStory.Crm("role,last_login", "ana@acme.example,agent,2026-01-01T00:00:00Z");

        Assert.Empty((story with { People = "person,status\np1,leave\n" }).Open("dormant-entitlement"));
        Assert.Empty((story with { Accounts = "account,person,kind\nana@acme.example,,bot\n" }).Open("dormant-entitlement"));
    }

    [Fact]
    public void A_list_that_does_not_tell_the_last_use_cannot_be_judged() =>
        Assert.Contains("tells when accounts were last used (1 of them)", EntitlementStory.Crm("role", "ana@acme.example,agent").One("dormant-entitlement").Message, StringComparison.Ordinal);

    [Fact]
    public void A_directory_tells_of_its_users_what_Azure_does_not()
    {
        var rbac = ("entitlements/rbac.json", """[{"principalId":"1","principalType":"User","roleDefinitionId":"x","roleDefinitionName":"Reader","scope":"/s","createdOn":"2026-06-30T00:00:00Z"}]""");
        var users = ("entitlements/users.json", """
            {"value":[{"id":"1","userPrincipalName":"ana@acme.example","accountEnabled":true,"signInActivity":{"lastSignInDateTime":"2026-01-01T00:00:00Z"}},
            {"id":"2","userPrincipalName":"ben@acme.example","accountEnabled":true,"signInActivity":{"lastSignInDateTime":"2026-06-29T00:00:00Z"}}]}
            """);

        var found = new EntitlementStory { Lists = [rbac, users] }.Open("dormant-entitlement");

        Assert.Equal(["azure:ana@acme.example", "entra:ana@acme.example"], found.Select(one => one.Subject).Order(StringComparer.Ordinal));
        Assert.All(found, one => Assert.Equal("p1", one.Principal));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("Owner")]
    [InlineData("Sales Administrator")]
    public void Who_administers_a_system_needs_a_privileged_role_of_the_contract(string role)
    {
        var found = EntitlementStory.Crm("role", $"ana@acme.example,{role}").One("privileged-account");

        Assert.Equal((Verdict.Fail, $"crm:{role}"), (found.Verdict, found.Action));
    }

    [Fact]
    public void A_privileged_role_covers_what_its_grants_name()
    {
        var story = EntitlementStory.Crm("role", "ana@acme.example,admin") with { Assignments = "  - { principal: p1, role: lead, from: 2026-01-01T00:00:00Z }\n" };

        Assert.Empty(story.Open("privileged-account"));
        Assert.Single((story with { Lists = EntitlementStory.Crm("role", "ana@acme.example,owner").Lists }).Open("privileged-account"));
    }

    [Fact]
    public void An_administrator_whom_nobody_knows_is_one_all_the_same() =>
        Assert.Equal("stranger@acme.example", EntitlementStory.Crm("role", "stranger@acme.example,admin").One("privileged-account").Principal);

    [Fact]
    public void An_agent_administers_nothing() => Assert.Empty(EntitlementStory.Crm("role", "ana@acme.example,agent").Open("privileged-account"));
}
