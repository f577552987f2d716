using Compliance.Findings;

namespace Compliance.Tests.Rules.Entitlements;

public sealed class ExcessTests
{
    private const string Rule = "excess-entitlement";

    [Theory]
    [InlineData("agent")]
    [InlineData("Agent")]
    [InlineData("light agent")]
    public void A_role_that_a_held_role_maps_to_is_as_the_contract_has_it(string role) => Assert.Equal(Verdict.Pass, Assert.Single(EntitlementStory.Crm("role", $"ana@acme.example,{role}").Judge(Rule)).Verdict);

    [Fact]
    public void A_role_that_no_held_role_maps_to_is_excess_and_says_whose()
    {
        var found = EntitlementStory.Crm("role", "ana@acme.example,lead").One(Rule);

        Assert.Equal((Verdict.Fail, "p1", "tier1", "crm:lead", "ana@acme.example", "crm:ana@acme.example:lead"), (found.Verdict, found.Principal, found.Role, found.Action, found.Resource, found.Subject));
        Assert.Equal("`crm` grants `lead` to p1 (ana@acme.example), and tier1 does not map to it", found.Message);
    }

    [Fact]
    public void Who_holds_no_role_of_the_contract_may_have_none_of_the_system() =>
        Assert.Contains("they hold no role of the contract on 2026-06-30", EntitlementStory.Crm("role", "ben@acme.example,agent").One(Rule).Message, StringComparison.Ordinal);

    [Fact]
    public void An_assignment_counts_on_the_day_of_the_list()
    {
        var story = EntitlementStory.Crm("role", "ana@acme.example,agent") with { Assignments = "  - { principal: p1, role: tier1, from: 2026-01-01T00:00:00Z, until: 2026-06-30T00:00:00Z }\n" };

        Assert.Equal(Verdict.Fail, story.One(Rule).Verdict);
        Assert.Empty((story with { Lists = [("entitlements/crm.csv", "account,role,as_of\nana@acme.example,agent,2026-06-29T23:59:59Z\n")] }).Open(Rule));
    }

    [Fact]
    public void Everyone_is_held_while_employed()
    {
        var story = EntitlementStory.Crm("role", "ben@acme.example,agent") with { Roles = "  everyone: { allow: [], grants: [{ system: CRM, roles: [agent] }] }\n  tier1: { allow: [] }\n" };

        Assert.Empty(story.Open(Rule));
        Assert.Single((story with { People = "person,status,hired,left\np1,active,,\np2,active,2026-07-01,\n" }).Open(Rule));
    }

    [Fact]
    public void What_is_not_approved_is_found_and_not_decided()
    {
        var found = (EntitlementStory.Crm("role", "ana@acme.example,lead") with { IsApproved = false }).One(Rule);

        Assert.Equal((Verdict.NotEvaluable, true), (found.Verdict, found.IsProvisional));
        Assert.EndsWith("(policy not approved)", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_no_role_maps_to_cannot_be_judged()
    {
        var found = (EntitlementStory.Crm("role", "ana@acme.example,agent") with { Roles = "  tier1: { allow: [] }\n" }).One(Rule);

        Assert.Equal((Verdict.NotEvaluable, false, "crm"), (found.Verdict, found.IsProvisional, found.Subject));
        Assert.Contains("add `grants: [{ system: crm, roles: […] }]`", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_without_roles_cannot_be_judged() => Assert.Equal(Verdict.NotEvaluable, EntitlementStory.Crm("enabled", "ana@acme.example,true").One(Rule).Verdict);

    [Theory]
    [InlineData("role,enabled", "ben@acme.example,lead,false")]
    [InlineData("role", "stranger@acme.example,lead")]
    public void Disabled_accounts_and_those_of_nobody_are_left_to_other_rules(string columns, string row) =>
        Assert.Empty(EntitlementStory.Crm(columns, row, columns == "role" ? "ana@acme.example,agent" : "ana@acme.example,agent,true").Open(Rule));

    [Fact]
    public void Those_who_left_are_left_to_another_rule() =>
        Assert.Empty((EntitlementStory.Crm("role", "ana@acme.example,lead") with { People = "person,status,hired,left\np1,terminated,2025-01-01,2026-06-01\n" }).Open(Rule));

    [Fact]
    public void Roles_of_groups_that_no_list_resolves_keep_the_rule_from_passing()
    {
        const string Azure = """
            [{"principalId":"g1","principalType":"Group","roleDefinitionId":"x","roleDefinitionName":"Reader","scope":"/s","createdOn":"2026-06-30T00:00:00Z"},
             {"principalId":"1","principalName":"ana@acme.example","principalType":"User","roleDefinitionId":"x","roleDefinitionName":"Reader","scope":"/s"}]
            """;
        var story = new EntitlementStory { Lists = [("entitlements/azure.json", Azure)], Roles = "  tier1: { allow: [], grants: [{ system: azure, roles: [Reader] }] }\n" };

        Assert.Contains("roles to groups (1)", story.One(Rule).Message, StringComparison.Ordinal);
        Assert.Empty((story with { Vendor = "entitlements: [{ path: \"x/*\", system: azure, role: readers }]\n" }).Open(Rule));
    }

    [Theory]
    [InlineData("Reader", true)]
    [InlineData("Reader@/subscriptions/s/resourceGroups/crm*", true)]
    [InlineData("Reader@/subscriptions/other*", false)]
    public void A_grant_of_Azure_may_name_the_scope(string pattern, bool covered)
    {
        const string Azure = """[{"principalId":"1","principalName":"ana@acme.example","roleDefinitionId":"x","roleDefinitionName":"Reader","scope":"/subscriptions/s/resourceGroups/crm-prod","createdOn":"2026-06-30T00:00:00Z"}]""";
        var story = new EntitlementStory { Lists = [("entitlements/azure.json", Azure)], Roles = $"  tier1: {{ allow: [], grants: [{{ system: azure, roles: [\"{pattern}\"] }}] }}\n" };

        Assert.Equal(covered, story.Open(Rule).Count == 0);
    }

    [Fact]
    public void An_old_list_says_nothing_of_today()
    {
        var story = EntitlementStory.Crm("role", "ana@acme.example,lead");

        Assert.Contains("more than 35 days older", (story with { Now = "2026-08-05T00:00:00Z" }).One(Rule).Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Fail, (story with { Now = "2026-08-04T00:00:00Z" }).One(Rule).Verdict);
        Assert.Equal(Verdict.Fail, (story with { Now = null }).One(Rule).Verdict);
    }

    [Fact]
    public void A_list_of_no_known_time_cannot_be_judged()
    {
        var found = new EntitlementStory { Lists = [("entitlements/crm.csv", "account,role\nana@acme.example,lead\n")] }.One(Rule);

        Assert.Contains("give `asOf` in vendor.yaml", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_is_found_by_its_address_and_by_its_id()
    {
        var users = ("entitlements/zendesk.json", """{"users":[{"id":7,"email":"ana@acme.example","role":"agent","suspended":false,"last_login_at":"2026-06-29T00:00:00Z"}]}""");
        var story = new EntitlementStory { Lists = [users], Accounts = "account,person,system\n7,p1,zendesk\n", Roles = "  tier1: { allow: [], grants: [{ system: zendesk, roles: [agent] }] }\n" };

        Assert.Equal(("p1", Verdict.Pass), (Assert.Single(story.Judge(Rule)).Principal, story.Judge(Rule)[0].Verdict));
    }
}
