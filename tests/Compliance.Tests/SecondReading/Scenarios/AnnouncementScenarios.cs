using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class AnnouncementScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static readonly Conditions Strict = new()
    {
        MfaRequired = true,
        Networks = [new(null, IPNetwork.Parse("203.0.113.0/24"), null, null)],
        Hours = [new() { Days = 0b1111111, From = new(8, 0), To = new(20, 0), Zone = DateTimeZone.Utc }],
        Case = new(null, null),
        Volume = [new("customer", Duration.FromHours(1), 1)],
    };

    private static readonly string[] Suspended = [OffNetworkAccess, OffShiftAccess, AccessWithoutCase, MassRecordAccess];

    private static Scenario Bulk() => new Scenario().Role("tier1", "customer.*", Strict).Assign("ana", "tier1").Assign("ben", "tier1").Person("ana").Person("ben");

    private static Scenario Night(Scenario story, string person, string time = "23:00") => story
        .Event(time, person, "customer.read", "c1", "customer", ip: "198.51.100.1", mfa: Answer.No)
        .Event(time, person, "customer.read", "c2", "customer", ip: "198.51.100.1", mfa: Answer.No);

    [Fact]
    public void What_was_announced_breaks_no_hours_volume_case_or_network_but_MFA()
    {
        var result = Audit(Night(Bulk().Announce("Customer.*", "23:00", "23:30", person: "ANA"), "ana"));

        Assert.All(Suspended, rule => Assert.Equal(Verdict.Pass, result.Checks[rule]));
        Assert.Equal(Verdict.Fail, result.Checks[MfaMissing]);
    }

    [Fact]
    public void Without_an_announcement_all_of_them_are_broken()
    {
        var result = Audit(Night(Bulk(), "ana"));

        Assert.All([.. Suspended, MfaMissing], rule => Assert.Equal(Verdict.Fail, result.Checks[rule]));
    }

    [Theory]
    [InlineData("22:59:59", "ana", "customer.*")]
    [InlineData("23:30", "ana", "customer.*")]
    [InlineData("23:00", "ben", "customer.*")]
    [InlineData("23:00", "ana", "customer.export")]
    public void It_must_match_by_time_person_and_action(string time, string person, string action)
    {
        var result = Audit(Night(Bulk().Announce(action, "23:00", "23:30", person: "ana"), person, time));

        Assert.All(Suspended, rule => Assert.Equal(Verdict.Fail, result.Checks[rule]));
    }

    [Fact]
    public void A_role_means_whoever_holds_it_then() => Expect(
        Night(Night(Bulk().Announce("*", "22:00", "23:30", role: "tier2").Role("tier2", "kb.*").Assign("ana", "tier2").Assign("ben", "tier2", until: "23:00"), "ana"), "ben"),
        OffShiftAccess, Verdict.Fail, "ben tier1 customer.read Low ×2 at 0:3,0:4");

    [Fact]
    public void Sums_count_what_was_announced() => Expect(
        Bulk().Announce("*", "10:00", "10:30", person: "ana")
            .Event("10:10", "ana", "customer.read", "c1", "customer").Event("10:20", "ana", "customer.read", "c2", "customer").Event("10:40", "ana", "customer.read", "c1", "customer"),
        MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:3");

    [Fact]
    public void Without_an_address_what_was_announced_is_settled_all_the_same()
    {
        Expect(Bulk().Event("10:00", "ana", "customer.read", "c1", "customer"), OffNetworkAccess, Verdict.NotEvaluable);
        Expect(Bulk().Announce("*", "09:00", "11:00", person: "ana").Event("10:00", "ana", "customer.read", "c1", "customer"), OffNetworkAccess, Verdict.Pass);
    }

    [Fact]
    public void An_announcement_permits_nothing() => Expect(
        Bulk().Announce("*", "09:00", "11:00", person: "ana").Event("10:00", "ana", "refund.issue", "r1"),
        UnauthorizedAction, Verdict.Fail, "ana tier1 refund.issue High ×1 at 0:1");
}
