using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class EgressScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static readonly string[] Five = ["ana", "ben", "cyd", "dov", "eva"];

    private static Scenario Site(string zone = "Etc/UTC")
    {
        var story = new Scenario().In(zone).Role("tier1", "ticket.*", new Conditions { Networks = [new("site", IPNetwork.Parse("203.0.113.0/24"), null, null)] });
        foreach (var name in Five) story.Person(name).Assign(name, "tier1");
        return story;
    }

    private static Scenario Work(Scenario story, string time, string ip, params string[] people)
    {
        foreach (var name in people) story.Event(time, name, "ticket.read", ip: ip);
        return story;
    }

    private void Both(Scenario story, string[] egress, string[] offNetwork)
    {
        Expect(story, UnlistedEgress, egress.Length > 0 ? Verdict.Fail : Verdict.Pass, egress);
        Expect(story, OffNetworkAccess, offNetwork.Length > 0 ? Verdict.Fail : Verdict.Pass, offNetwork);
    }

    [Fact]
    public void Five_people_at_one_address_on_one_day_are_one_finding() =>
        Both(Work(Site(), "10:00", "198.51.100.7", Five), ["- - 198.51.100.7 2026-03-02 Medium ×5 at 0:1,0:2,0:3,0:4,0:5"], []);

    [Fact]
    public void Four_people_are_four_findings() => Both(
        Work(Site(), "10:00", "198.51.100.7", Five[..4]), [],
        [.. Five[..4].Select((name, i) => $"{name} tier1 ticket.read Medium ×1 at 0:{i + 1}")]);

    [Fact]
    public void One_person_often_is_one_person() =>
        Both(Work(Site(), "10:00", "198.51.100.7", "ana", "ana", "ana", "ANA", "ana"), [], ["ana tier1 ticket.read Medium ×5 at 0:1,0:2,0:3,0:4,0:5"]);

    [Fact]
    public void Days_one_after_the_other_are_one_finding_and_a_gap_makes_two()
    {
        var story = Site();
        foreach (var day in new[] { 2, 3, 5 }) Work(story, $"2026-03-0{day} 10:00", "198.51.100.7", Five);
        Expect(story, UnlistedEgress, Verdict.Fail,
            "- - 198.51.100.7 2026-03-02 Medium ×10 at 0:1,0:2,0:3,0:4,0:5,0:6,0:7,0:8,0:9,0:10",
            "- - 198.51.100.7 2026-03-05 Medium ×5 at 0:11,0:12,0:13,0:14,0:15");
    }

    [Fact]
    public void On_a_day_with_fewer_people_they_are_findings_of_their_own() => Both(
        Work(Work(Site(), "2026-03-02 10:00", "198.51.100.7", Five), "2026-03-03 10:00", "198.51.100.7", "ana"),
        ["- - 198.51.100.7 2026-03-02 Medium ×5 at 0:1,0:2,0:3,0:4,0:5"], ["ana tier1 ticket.read Medium ×1 at 0:6"]);

    [Fact]
    public void Addresses_of_one_IPv6_64_are_one_and_of_two_are_two()
    {
        var story = Site();
        for (var i = 0; i < 5; i++) story.Event("10:00", Five[i], "ticket.read", ip: $"2001:db8:7:1:{i + 1}::1");
        Expect(story, UnlistedEgress, Verdict.Fail, "- - 2001:db8:7:1::/64 2026-03-02 Medium ×5 at 0:1,0:2,0:3,0:4,0:5");

        var apart = Site();
        for (var i = 0; i < 5; i++) apart.Event("10:00", Five[i], "ticket.read", ip: $"2001:db8:7:{i + 1}::1");
        Expect(apart, UnlistedEgress, Verdict.Pass);
    }

    [Fact]
    public void The_day_is_local()
    {
        // 23:30 and 00:30 in Manila are two days there, and one in UTC.
        var story = Work(Work(Site("Asia/Manila"), "15:30", "198.51.100.7", Five[..3]), "16:30", "198.51.100.7", Five[3..]);
        Expect(story, UnlistedEgress, Verdict.Pass);
    }

    [Fact]
    public void A_run_keeps_the_name_of_a_day_before_the_window_and_counts_only_what_lies_inside()
    {
        var story = Work(Work(Site().Window(from: "2026-03-03 00:00"), "2026-03-02 10:00", "198.51.100.7", Five), "2026-03-03 10:00", "198.51.100.7", Five);
        Expect(story, UnlistedEgress, Verdict.Fail, "- - 198.51.100.7 2026-03-02 Medium ×5 at 0:6,0:7,0:8,0:9,0:10");
    }

    [Fact]
    public void Bots_are_no_people_and_keep_their_findings() => Both(
        Work(Site().Account("robot", kind: AccountKind.Bot).Assign("robot", "tier1"), "10:00", "198.51.100.7", [.. Five[..4], "robot"]), [],
        [.. new[] { "ana", "ben", "cyd", "dov", "robot" }.Select((name, i) => $"{name} tier1 ticket.read Medium ×1 at 0:{i + 1}")]);

    [Fact]
    public void An_announced_move_is_no_finding() =>
        Both(Work(Site().Announce("*", "09:00", "18:00", role: "tier1"), "10:00", "198.51.100.7", Five), [], []);

    [Fact]
    public void An_address_that_cannot_be_read_leaves_it_open() =>
        Expect(Site().Event("10:00", "ana", "ticket.read", ip: "AWS Internal"), UnlistedEgress, Verdict.NotEvaluable);

    [Fact]
    public void The_records_are_violations_of_this_rule_alone() =>
        Assert.All(Audit(Work(Site(), "10:00", "198.51.100.7", Five)).Violations, violation => Assert.Equal(UnlistedEgress, violation.Rule));

    [Fact]
    public void Without_networks_it_does_not_apply() =>
        Expect(new Scenario().Role("tier1", "*").Assign("ana", "tier1").Event("10:00", "ana", "ticket.read"), UnlistedEgress, Verdict.NotApplicable);
}
