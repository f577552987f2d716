using Compliance.Entitlements;
using Compliance.Findings;

namespace Compliance.Tests.Rules.Entitlements;

/// <summary>Roles of which lists tell less than a rule must know.</summary>
public sealed class UnseenRoleTests
{
    private const string Azure = """
        [{"principalId":"g1","principalType":"Group","roleDefinitionId":"x","roleDefinitionName":"Owner","scope":"/s","createdOn":"2026-06-30T00:00:00Z"},
         {"principalId":"1","principalName":"ana@acme.example","principalType":"User","roleDefinitionId":"x","roleDefinitionName":"Reader","scope":"/s"}]
        """;

    [Theory]
    [InlineData("privileged-account")]
    [InlineData("mfa-not-enrolled")]
    public void A_group_that_administers_keeps_a_rule_from_passing(string rule)
    {
        var story = new EntitlementStory { Lists = [("entitlements/azure.json", Azure)] };

        Assert.Contains("grants `Owner` to groups, whose members no list tells", story.One(rule).Message, StringComparison.Ordinal);
        Assert.Single((story with { Vendor = "entitlements: [{ path: \"x/*\", system: azure, role: readers }]\n" }).Open(rule));
        Assert.Empty((story with { Vendor = "entitlements: [{ path: \"x/*\", system: azure, role: Owner }]\n" }).Open(rule));
        Assert.Empty((story with { Lists = [("entitlements/azure.json", Azure.Replace("Owner", "Reader", StringComparison.Ordinal))] }).Open(rule));
    }

    [Theory]
    [InlineData("salesforce", "00e5g000001AbCdEAA", true)]
    [InlineData("salesforce", "0PS5g000001AbCd", true)]
    [InlineData("salesforce", "Support Agent", false)]
    [InlineData("entra", "99999999-0000-0000-0000-000000000000", true)]
    [InlineData("entra", "62e90394-69f5-4237-9190-012177145e10", false)]
    [InlineData("azure", "99999999-0000-0000-0000-000000000000@/subscriptions/s", true)]
    [InlineData("google", "13801188331880449", true)]
    [InlineData("crm", "13801188331880449", false)]
    public void A_role_that_is_only_an_id_is_unresolved(string system, string role, bool unresolved) => Assert.Equal(unresolved, PrivilegedRoles.IsUnresolved(system, role));

    [Fact]
    public void What_an_id_may_do_nobody_can_say()
    {
        var story = new EntitlementStory { Lists = [("entitlements/sf.csv", "Id,Username,IsActive,ProfileId,LastLoginDate\n0055g00000AbCdEAAV,ana@acme.example,true,00e5g000001AbCdEAA,2026-06-29T00:00:00Z\n")] };

        Assert.Equal(Verdict.NotEvaluable, story.One("privileged-account").Verdict);
        Assert.Equal(Verdict.NotEvaluable, story.One("mfa-not-enrolled").Verdict);
    }

    [Fact]
    public void A_later_grant_to_themselves_is_found_behind_an_earlier_of_somebody_else() =>
        Assert.Contains("granted themselves `agent`", EntitlementStory.Crm("role,granted_at,granted_by", "ana@acme.example,agent,2026-02-01,boss", "ana@acme.example,agent,2026-03-01,ana@acme.example").One("grant-without-approval").Message, StringComparison.Ordinal);

    [Fact]
    public void A_later_grant_without_an_assignment_is_found_behind_an_approved_one()
    {
        var story = EntitlementStory.Crm("role,granted_at", "ana@acme.example,agent,2026-02-01", "ana@acme.example,agent,2026-05-01") with
        {
            Assignments = "  - { principal: p1, role: tier1, from: 2026-01-01T00:00:00Z, until: 2026-03-01T00:00:00Z }\n",
        };

        Assert.Contains("on 2026-05-01", story.One("grant-without-approval").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_is_as_of_the_newest_list_that_has_it()
    {
        var story = new EntitlementStory { Lists = [("entitlements/crm.csv", "account,role,granted_at,as_of\nana@acme.example,agent,2026-02-01,2026-06-29T12:00:00Z\nana@acme.example,agent,,2026-06-30T00:00:00Z\n")] };

        var grant = Assert.Single(Assert.Single(story.Facts().Access.Accounts).Grants);

        Assert.Equal(("2026-02-01T00:00:00Z", "2026-06-30T00:00:00Z"), (grant.GrantedAt.ToString(), grant.AsOf.ToString()));
    }
}
