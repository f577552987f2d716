using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using static Compliance.Tests.SecondReading.RuleNames;
using static Compliance.Tests.SecondReading.Scenarios.Scenario;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class SessionScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private const string Home = "198.51.100.1";
    private const string Elsewhere = "192.0.2.1";

    private static Scenario Desk(params Network[] networks)
    {
        var when = networks.Length == 0 ? null : new Conditions { Networks = networks };
        return new Scenario().Role("tier1", "ticket.*", when).Assign("ana", "tier1").Person("ana");
    }

    private static Scenario Session(Scenario story, string id, string from, string to, string? ip, string? later = null, string account = "ana", int source = 0) => story
        .Event(from, account, "ticket.read", ip: ip, source: source, but: e => e with { Session = id })
        .Event(to, account, "ticket.read", ip: later ?? ip, source: source, but: e => e with { Session = id });

    private void Apart(Scenario story, string at = "0:3") => Expect(story, SharedAccount, Verdict.Fail, $"ana tier1 ticket.read High ×1 at {at}");

    private void Together(Scenario story) => Expect(story, SharedAccount, Verdict.Pass);

    [Fact]
    public void Two_sessions_at_once_from_two_places_are_a_shared_account() =>
        Apart(Session(Session(Desk(), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere));

    [Theory]
    [InlineData("10:35", true)]
    [InlineData("10:34:59", false)]
    public void They_overlap_by_five_minutes_at_least(string end, bool isApart)
    {
        var later = Session(Session(Desk(), "s1", "10:00", "11:00", Home), "s2", "10:30", end, Elsewhere);
        var earlier = Session(Session(Desk(), "s1", "10:00", end, Home), "s2", "10:30", "11:00", Elsewhere);
        foreach (var story in new[] { later, earlier })
        {
            if (isApart) Apart(story);
            else Together(story);
        }
    }

    [Fact]
    public void One_after_the_other_is_no_sharing() => Together(Session(Session(Desk(), "s1", "10:00", "10:30", Home), "s2", "10:30", "11:00", Elsewhere));

    [Fact]
    public void A_telephone_that_changes_its_address_within_a_session_has_all_of_them() =>
        Together(Session(Session(Desk(), "s1", "10:00", "11:00", Elsewhere, later: Home), "s2", "10:30", "10:40", Home));

    [Fact]
    public void Addresses_of_one_IPv6_64_are_one_place()
    {
        Together(Session(Session(Desk(), "s1", "10:00", "11:00", "2001:db8:1:2::1"), "s2", "10:30", "10:40", "2001:db8:1:2:ffff::9"));
        Apart(Session(Session(Desk(), "s1", "10:00", "11:00", "2001:db8:1:2::1"), "s2", "10:30", "10:40", "2001:db8:1:3::1"));
    }

    [Fact]
    public void Two_addresses_of_one_listed_network_are_one_place_and_so_are_networks_of_one_name()
    {
        var site = new Network(null, IPNetwork.Parse("198.51.100.0/24"), null, null);
        Together(Session(Session(Desk(site), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", "198.51.100.9"));
        Together(Session(Session(Desk(site with { Name = "vdi" }, new("VDI", IPNetwork.Parse("192.0.2.0/24"), null, null)), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere));
        Apart(Session(Session(Desk(site with { Name = "a" }, new("b", IPNetwork.Parse("192.0.2.0/24"), null, null)), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere));
    }

    [Fact]
    public void A_network_is_a_place_only_while_it_is_in_force() => Apart(Session(Session(
        Desk(new("site", IPNetwork.Parse("198.51.100.0/24"), null, At("09:00")), new("other", IPNetwork.Parse("203.0.113.0/24"), null, null)),
        "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", "198.51.100.9"));

    [Fact]
    public void One_session_in_two_logs_is_one() => Together(Session(Session(
        Desk().Log("logs/a*", "logs/a.ndjson").Log("logs/b*", "logs/b.ndjson"), "s1", "10:00", "11:00", Home), "s1", "10:30", "10:40", Elsewhere, source: 1));

    [Fact]
    public void Two_accounts_of_one_person_are_one_principal() =>
        Apart(Session(Session(Desk().Account("ana.2", "ana"), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere, account: "ana.2"));

    [Fact]
    public void Two_people_are_two() =>
        Together(Session(Session(Desk().Assign("ben", "tier1"), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere, account: "ben"));

    [Fact]
    public void The_later_of_many_is_reported_each_time() => Expect(
        Session(Session(Session(Desk(), "s1", "10:00", "11:00", Home), "s2", "10:10", "11:00", Elsewhere), "s3", "10:20", "11:00", "203.0.113.3"),
        SharedAccount, Verdict.Fail, "ana tier1 ticket.read High ×2 at 0:3,0:5");

    [Fact]
    public void Sessions_without_an_address_leave_it_open_and_short_ones_do_not()
    {
        Expect(Session(Session(Desk(), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", ip: null), SharedAccount, Verdict.NotEvaluable);
        Together(Session(Session(Desk(), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:34", ip: null));
    }

    [Fact]
    public void Machines_and_refusals_have_no_session()
    {
        Expect(Session(Session(Desk().Account("ana", kind: AccountKind.Service), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere), SharedAccount, Verdict.NotApplicable);
        Together(Session(Desk(), "s1", "10:00", "11:00", Home).Event("10:30", "ana", "ticket.read", ip: Elsewhere, outcome: Outcome.Denied, but: e => e with { Session = "s2" })
            .Event("10:40", "ana", "ticket.read", ip: Elsewhere, outcome: Outcome.Denied, but: e => e with { Session = "s2" }));
    }

    [Fact]
    public void What_began_before_the_window_counts_and_is_not_reported()
    {
        Apart(Session(Session(Desk().Window(from: "10:30"), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere));
        Together(Session(Session(Desk().Window(from: "10:31"), "s1", "10:00", "11:00", Home), "s2", "10:30", "10:40", Elsewhere));
    }

    [Fact]
    public void Without_sessions_it_does_not_apply() => Expect(Desk().Event("10:00", "ana", "ticket.read", ip: Home), SharedAccount, Verdict.NotApplicable);
}
