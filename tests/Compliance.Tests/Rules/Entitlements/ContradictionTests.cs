using Compliance.Findings;

namespace Compliance.Tests.Rules.Entitlements;

/// <summary>Lists of one system that do not say the same.</summary>
public sealed class ContradictionTests
{
    private const string Left = "person,status,hired,left\np1,active,2025-01-01,2026-06-01\n";
    private const string Off = "account,role,enabled,last_login\nana@acme.example,agent,false,2026-03-01T00:00:00Z\n";
    private const string On = "account,role,enabled,last_login\nana@acme.example,agent,true,2026-06-29T00:00:00Z\n";

    [Fact]
    public void An_old_list_that_states_no_time_does_not_disable_who_a_newer_one_has_enabled() =>
        Assert.Equal(Verdict.Fail, Story(("entitlements/old.csv", Off), ("entitlements/new.csv", On)).One("account-enabled-after-left").Verdict);

    [Fact]
    public void Who_a_newer_list_has_disabled_is_disabled() =>
        Assert.Empty(Story(("entitlements/old.csv", On), ("entitlements/new.csv", Off.Replace("2026-03-01", "2026-06-30", StringComparison.Ordinal))).Open("account-enabled-after-left"));

    [Theory]
    [InlineData("excess-entitlement")]
    [InlineData("account-enabled-after-left")]
    [InlineData("privileged-account")]
    public void What_time_does_not_settle_is_not_evaluable(string rule)
    {
        var found = Story(("entitlements/one.csv", On), ("entitlements/two.csv", On.Replace("true", "false", StringComparison.Ordinal))).One(rule);

        Assert.Equal((Verdict.NotEvaluable, "crm:ana@acme.example"), (found.Verdict, found.Subject));
        Assert.Contains("contradict each other on whether it is enabled", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_list_of_frozen_users_does_not_freeze_who_another_has_not_frozen()
    {
        var users = ("entitlements/users.csv", "Id,Username,IsActive,Profile,LastLoginDate\n0055g00000AbCdEAAV,ana@acme.example,true,Agent,2026-06-29T00:00:00Z\n");
        var frozen = ("entitlements/logins1.csv", "UserId,IsFrozen\n0055g00000AbCdE,true\n");
        var free = ("entitlements/logins2.csv", "UserId,IsFrozen\n0055g00000AbCdE,false\n");

        Assert.Equal(Verdict.NotEvaluable, Story(users, frozen, free).One("account-enabled-after-left").Verdict);
        Assert.Equal(Verdict.Fail, Story(users, free).One("account-enabled-after-left").Verdict);
    }

    [Fact]
    public void Of_a_second_factor_the_newest_list_tells()
    {
        const string Text = "account,role,mfa_enrolled,last_login\nana@acme.example,admin,{0},{1}T00:00:00Z\n";
        var had = ("entitlements/old.csv", Crm(Text, "yes", "2026-03-01"));

        Assert.Equal(Verdict.Fail, Story(had, ("entitlements/new.csv", Crm(Text, "no", "2026-06-29"))).One("mfa-not-enrolled").Verdict);
        var has = ("entitlements/old.csv", Crm(Text, "yes", "2026-06-29"));
        Assert.Contains("contradict each other", Story(has, ("entitlements/new.csv", Crm(Text, "no", "2026-06-29"))).One("mfa-not-enrolled").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_and_an_address_of_two_people_are_not_evaluable()
    {
        var story = EntitlementStory.Crm("role,email", "ana@acme.example,agent,ben@acme.example");

        var found = story.One("excess-entitlement");
        Assert.Equal(Verdict.NotEvaluable, found.Verdict);
        Assert.Contains("are not one person's: `p1` and `p2`", found.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotEvaluable, story.One("account-without-person").Verdict);
        // The row that names the system speaks before the one that does not.
        Assert.Empty((story with { Accounts = "account,person,system\nana@acme.example,p1,crm\nben@acme.example,p2,\n" }).Open("excess-entitlement"));
    }

    [Fact]
    public void Rows_of_Salesforce_whose_ids_differ_by_case_are_two_peoples()
    {
        var users = ("entitlements/users.csv", "Id,Username,IsActive,Profile,LastLoginDate\n0055g00000AbCdE,one@x,true,Agent,2026-06-29T00:00:00Z\n0055g00000abcde,two@x,true,Agent,2026-06-29T00:00:00Z\n");
        var story = new EntitlementStory { Lists = [users], Accounts = "account,person,system\n0055g00000AbCdE,p1,salesforce\n0055g00000abcde,p2,salesforce\n" };

        Assert.Equal([("one@x", "p1"), ("two@x", "p2")], story.Facts().Access.Accounts.Select(account => (account.Name, account.Principal)));
    }

    private static string Crm(string text, string enrolled, string day) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, enrolled, day).Replace("account,", "system,account,", StringComparison.Ordinal).Replace("ana@", "crm,ana@", StringComparison.Ordinal);

    // One system, whatever the files are called.
    private static EntitlementStory Story(params (string Path, string Text)[] lists) => new()
    {
        People = Left,
        Now = "2026-07-01T00:00:00Z",
        Vendor = "",
        Lists = [.. lists.Select(list => (list.Path, list.Text.StartsWith("account,", StringComparison.Ordinal) ? list.Text.Replace("account,", "system,account,", StringComparison.Ordinal).Replace("ana@", "crm,ana@", StringComparison.Ordinal) : list.Text))],
    };
}
