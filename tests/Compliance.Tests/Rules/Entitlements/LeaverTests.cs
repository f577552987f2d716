using Compliance.Findings;

namespace Compliance.Tests.Rules.Entitlements;

public sealed class LeaverTests
{
    private const string Rule = "account-enabled-after-left";

    [Theory]
    [InlineData("2026-06-27", "enabled 36 hours after")]
    [InlineData("2026-06-29T22:59:00Z", "enabled 1 hour after")]
    [InlineData("2026-06-29T23:30:00Z", "enabled less than an hour after")]
    public void An_account_enabled_after_its_person_left_is_late_by_hours(string left, string late)
    {
        var found = Left(left).One(Rule);

        Assert.Equal((Verdict.Fail, Severity.High, "p1", "crm"), (found.Verdict, found.Severity, found.Principal, found.Action));
        Assert.Contains(late, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disabled_account_is_closed() => Assert.Empty((Left("2026-06-01") with { Lists = EntitlementStory.Crm("role,enabled", "ana@acme.example,agent,false").Lists }).Open(Rule));

    [Fact]
    public void A_list_that_does_not_say_cannot_be_judged() =>
        Assert.Equal(Verdict.NotEvaluable, (Left("2026-06-01") with { Lists = EntitlementStory.Crm("role", "ana@acme.example,agent").Lists }).One(Rule).Verdict);

    [Fact]
    public void Who_left_after_the_list_needs_a_newer_one() => Assert.Contains("export it again", Left("2026-06-30T06:00:00Z").One(Rule).Message, StringComparison.Ordinal);

    [Fact]
    public void Who_leaves_later_is_employed() => Assert.Equal(Verdict.Pass, Assert.Single(Left("2026-07-20").Judge(Rule)).Verdict);

    [Fact]
    public void Who_came_back_is_employed_again() =>
        Assert.Empty((Left("2026-06-01") with { People = "person,status,hired,left\np1,terminated,2025-01-01,2026-03-01\np1,active,2026-05-01,\n" }).Open(Rule));

    [Fact]
    public void Terminated_without_a_day_is_found_without_hours() =>
        Assert.Contains("does not say when they left", (Left("") with { People = "person,status,hired,left\np1,terminated,2025-01-01,\n" }).One(Rule).Message, StringComparison.Ordinal);

    [Fact]
    public void A_frozen_user_of_Salesforce_is_disabled_although_active()
    {
        var users = ("entitlements/users.csv", "Id,Username,IsActive,ProfileId,LastLoginDate\n0055g00000AbCdEAAV,ana@acme.example,true,00e,2026-06-29T00:00:00Z\n");
        var logins = ("entitlements/logins.csv", "UserId,IsFrozen\n0055g00000AbCdE,true\n");

        Assert.Equal(Verdict.Fail, (Left("2026-06-01") with { Lists = [users] }).One(Rule).Verdict);
        Assert.Empty((Left("2026-06-01") with { Lists = [users, logins] }).Open(Rule));
    }

    private static EntitlementStory Left(string left) =>
        EntitlementStory.Crm("role,enabled", "ana@acme.example,agent,true") with { People = $"person,status,hired,left\np1,active,2025-01-01,{left}\n" };
}
