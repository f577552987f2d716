using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;
using static Compliance.Tests.SecondReading.Scenarios.Scenario;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class ConditionScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static readonly Conditions Mfa = new() { MfaRequired = true };

    private static Scenario With(Conditions when) => new Scenario().Role("tier1", "ticket.* customer.*", when).Role("plain", "signin").Assign("ana", "tier1").Assign("ana", "plain");

    private static Conditions Case(int? withinMinutes = null, params string[] of) =>
        new() { Case = new(of.Length == 0 ? null : of, withinMinutes is { } minutes ? Duration.FromMinutes(minutes) : null) };

    private static Conditions Networks(params Network[] networks) => new() { Networks = networks };

    private static Conditions Hours(byte days, int from, int to, string zone = "Etc/UTC") =>
        new() { Hours = [new() { Days = days, From = new(from, 0), To = new(to, 0), Zone = DateTimeZoneProviders.Tzdb[zone] }] };

    [Fact]
    public void The_events_own_word_on_MFA_decides() => Expect(
        With(Mfa).Event("09:00", "ana", "signin", mfa: Answer.Yes).Event("10:00", "ana", "ticket.read", mfa: Answer.No).Event("10:01", "ana", "ticket.read", mfa: Answer.Yes),
        MfaMissing, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:2");

    [Fact]
    public void A_silent_event_has_the_MFA_of_the_last_sign_in_and_only_of_that() => Expect(
        With(Mfa).Event("08:00", "ana", "signin", mfa: Answer.Yes).Event("08:30", "ana", "ticket.read")
            .Event("09:00", "ana", "SignIn", mfa: Answer.No).Event("10:00", "ana", "ticket.read"),
        MfaMissing, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:4");

    [Fact]
    public void A_sign_in_twelve_hours_ago_says_nothing_any_more()
    {
        Expect(With(Mfa).Event("00:00", "ana", "signin", mfa: Answer.No).Event("12:00", "ana", "ticket.read"), MfaMissing, Verdict.NotEvaluable);
        Expect(
            With(Mfa).Event("00:00:01", "ana", "signin", mfa: Answer.No).Event("12:00", "ana", "ticket.read"),
            MfaMissing, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:2");
    }

    [Fact]
    public void Failed_and_unattended_sign_ins_are_passed_over() => Expect(
        With(Mfa).Event("08:00", "ana", "signin", mfa: Answer.Yes)
            .Event("08:30", "ana", "signin", mfa: Answer.No, outcome: Outcome.Denied)
            .Event("08:40", "ana", "signin", mfa: Answer.No, but: e => e with { Interactive = Answer.No })
            .Event("09:00", "ana", "ticket.read"),
        MfaMissing, Verdict.Pass);

    [Fact]
    public void A_last_sign_in_that_says_nothing_leaves_it_open() => Expect(
        With(Mfa).Event("08:00", "ana", "signin", mfa: Answer.Yes).Event("08:30", "ana", "signin").Event("09:00", "ana", "ticket.read"),
        MfaMissing, Verdict.NotEvaluable);

    [Fact]
    public void At_one_instant_the_order_of_records_says_which_sign_in_came_before() => Expect(
        With(Mfa).Event("09:00", "ana", "signin", mfa: Answer.Yes).Event("09:00", "ana", "ticket.read").Event("09:00", "ana", "signin", mfa: Answer.No),
        MfaMissing, Verdict.Pass);

    [Fact]
    public void One_allowing_entry_that_asks_for_no_MFA_is_enough() => Expect(
        With(Mfa).Role("relaxed", "ticket.read").Assign("ana", "relaxed").Event("10:00", "ana", "ticket.read", mfa: Answer.No),
        MfaMissing, Verdict.Pass);

    [Fact]
    public void Machines_are_not_judged_on_MFA_and_accounts_csv_wins_over_the_log()
    {
        Expect(With(Mfa).Account("ana", kind: AccountKind.Service).Event("10:00", "ana", "ticket.read", mfa: Answer.No), MfaMissing, Verdict.Pass);
        Expect(With(Mfa).Event("10:00", "ana", "ticket.read", mfa: Answer.No, but: e => e with { AccountKind = AccountKind.Bot }), MfaMissing, Verdict.Pass);
        Expect(
            With(Mfa).Account("ana", kind: AccountKind.Shared).Event("10:00", "ana", "ticket.read", mfa: Answer.No, but: e => e with { AccountKind = AccountKind.Bot }),
            MfaMissing, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:1");
    }

    [Fact]
    public void Conditions_that_no_entry_sets_do_not_apply()
    {
        var story = With(Conditions.None).Event("10:00", "ana", "ticket.read");
        foreach (var rule in new[] { MfaMissing, OffNetworkAccess, OffShiftAccess, AccessWithoutCase, MassRecordAccess })
            Expect(story, rule, Verdict.NotApplicable);
    }

    [Fact]
    public void What_is_not_allowed_breaks_no_condition()
    {
        var story = With(Mfa).Event("10:00", "ana", "refund.issue", mfa: Answer.No);
        Expect(story, MfaMissing, Verdict.Pass);
        Expect(story, UnauthorizedAction, Verdict.Fail, "ana tier1 refund.issue High ×1 at 0:1");
    }

    [Fact]
    public void An_address_outside_every_network_is_off_network() => Expect(
        With(Networks(new Network(null, IPNetwork.Parse("203.0.113.0/24"), null, null), new Network("vdi", IPNetwork.Parse("2001:db8:20::/48"), null, null)))
            .Event("10:00", "ana", "ticket.read", ip: "203.0.113.255").Event("10:01", "ana", "ticket.read", ip: "203.0.114.0")
            .Event("10:02", "ana", "ticket.read", ip: "2001:db8:20:ffff::1").Event("10:03", "ana", "ticket.read", ip: "2001:db8:21::1")
            .Event("10:04", "ana", "ticket.read", ip: "::ffff:203.0.113.9"),
        OffNetworkAccess, Verdict.Fail, "ana tier1 ticket.read Medium ×2 at 0:2,0:4");

    [Fact]
    public void A_network_is_in_force_from_its_first_instant_until_just_before_its_last() => Expect(
        With(Networks(new Network("vdi", IPNetwork.Parse("203.0.113.0/24"), At("10:00"), At("11:00"))))
            .Event("09:59:59", "ana", "ticket.read", ip: "203.0.113.1").Event("10:00", "ana", "ticket.read", ip: "203.0.113.1")
            .Event("10:59:59", "ana", "ticket.read", ip: "203.0.113.1").Event("11:00", "ana", "ticket.read", ip: "203.0.113.1"),
        OffNetworkAccess, Verdict.Fail, "ana tier1 ticket.read Medium ×2 at 0:1,0:4");

    [Fact]
    public void An_absent_address_or_a_name_for_one_leaves_it_open() => Expect(
        With(Networks(new Network(null, IPNetwork.Parse("203.0.113.0/24"), null, null)))
            .Event("10:00", "ana", "ticket.read").Event("10:01", "ana", "ticket.read", ip: "AWS Internal"),
        OffNetworkAccess, Verdict.NotEvaluable);

    [Fact]
    public void A_network_of_any_allowing_entry_will_do() => Expect(
        With(Networks(new Network(null, IPNetwork.Parse("203.0.113.0/24"), null, null)))
            .Role("home", "ticket.read", Networks(new Network(null, IPNetwork.Parse("198.51.100.0/24"), null, null))).Assign("ana", "home")
            .Event("10:00", "ana", "ticket.read", ip: "198.51.100.1"),
        OffNetworkAccess, Verdict.Pass);

    [Fact]
    public void A_service_is_judged_on_networks_all_the_same() => Expect(
        With(Networks(new Network(null, IPNetwork.Parse("203.0.113.0/24"), null, null))).Account("ana", kind: AccountKind.Service)
            .Event("10:00", "ana", "ticket.read", ip: "192.0.2.1"),
        OffNetworkAccess, Verdict.Fail, "ana tier1 ticket.read Medium ×1 at 0:1");

    [Fact]
    public void Hours_hold_from_their_beginning_until_just_before_their_end() => Expect(
        With(Hours(0b0011111, 8, 20)).Event("07:59:59", "ana", "ticket.read").Event("08:00", "ana", "ticket.read")
            .Event("19:59:59", "ana", "ticket.read").Event("20:00", "ana", "ticket.read").Event("2026-03-07 10:00", "ana", "ticket.read"),
        OffShiftAccess, Verdict.Fail, "ana tier1 ticket.read Low ×3 at 0:1,0:4,0:5");

    [Fact]
    public void A_night_shift_belongs_to_the_day_on_which_it_began() => Expect(
        // Mondays only: the night from Monday to Tuesday.
        With(Hours(0b0000001, 22, 6)).Event("05:59", "ana", "ticket.read").Event("22:00", "ana", "ticket.read")
            .Event("2026-03-03 05:59", "ana", "ticket.read").Event("2026-03-03 06:00", "ana", "ticket.read").Event("2026-03-03 22:00", "ana", "ticket.read"),
        OffShiftAccess, Verdict.Fail, "ana tier1 ticket.read Low ×3 at 0:1,0:4,0:5");

    [Fact]
    public void Hours_follow_the_local_clock_over_its_change() => Expect(
        // New York: 08:00 is 13:00 UTC on Friday 6 March and 12:00 UTC on Monday 9 March.
        With(Hours(0b1111111, 8, 9, "America/New_York")).Event("2026-03-06 12:30", "ana", "ticket.read").Event("2026-03-06 13:30", "ana", "ticket.read")
            .Event("2026-03-09 12:30", "ana", "ticket.read").Event("2026-03-09 13:30", "ana", "ticket.read"),
        OffShiftAccess, Verdict.Fail, "ana tier1 ticket.read Low ×2 at 0:1,0:4");

    [Fact]
    public void Hours_of_any_allowing_entry_will_do_and_machines_have_none()
    {
        Expect(With(Hours(0b0000001, 8, 9)).Role("late", "ticket.read", Hours(0b0000001, 9, 10)).Assign("ana", "late").Event("09:30", "ana", "ticket.read"), OffShiftAccess, Verdict.Pass);
        Expect(With(Hours(0b0000001, 8, 9)).Account("ana", kind: AccountKind.Bot).Event("09:30", "ana", "ticket.read"), OffShiftAccess, Verdict.Pass);
    }

    [Fact]
    public void A_resource_without_a_case_breaks_a_required_case() => Expect(
        With(Case()).Event("10:00", "ana", "ticket.read", "t1", "ticket").Event("10:01", "ana", "ticket.read", "t1", "ticket", @case: "c-1").Event("10:02", "ana", "ticket.read"),
        AccessWithoutCase, Verdict.Fail, "ana tier1 ticket.read High ×1 at 0:1");

    [Fact]
    public void Only_the_types_named_need_a_case() => Expect(
        With(Case(null, "customer")).Event("10:00", "ana", "customer.read", "c1", "Customer").Event("10:01", "ana", "ticket.read", "t1", "ticket").Event("10:02", "ana", "customer.read", "c1"),
        AccessWithoutCase, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:1");

    [Fact]
    public void A_case_near_enough_before_or_after_covers_whatever_its_outcome()
    {
        Expect(
            With(Case(15)).Event("10:00", "ana", "customer.read", "c1").Event("10:15", "ana", "kb.read", outcome: Outcome.Denied, @case: "c-1").Event("10:30", "ana", "customer.read", "c2"),
            AccessWithoutCase, Verdict.Pass);
        Expect(
            With(Case(15)).Event("09:59:59", "ana", "customer.read", "c1").Event("10:15", "ana", "kb.read", outcome: Outcome.Failure, @case: "c-1").Event("10:30:01", "ana", "customer.read", "c2"),
            AccessWithoutCase, Verdict.Fail, "ana tier1 customer.read High ×2 at 0:1,0:3");
    }

    [Fact]
    public void Somebody_elses_case_covers_nothing() => Expect(
        With(Case(15)).Event("10:00", "ana", "customer.read", "c1").Event("10:00", "ben", "customer.read", "c1", @case: "c-1"),
        AccessWithoutCase, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:1");

    [Fact]
    public void A_source_that_maps_no_case_leaves_it_open_unless_another_source_shows_one()
    {
        Expect(
            With(Case(15)).Log("logs/a", "logs/a", mapsCase: false).Event("10:00", "ana", "customer.read", "c1"),
            AccessWithoutCase, Verdict.NotEvaluable);
        Expect(
            With(Case(15)).Log("logs/a", "logs/a", mapsCase: false).Log("logs/b", "logs/b")
                .Event("10:00", "ana", "customer.read", "c1").Event("10:01", "ana", "ticket.read", "t1", @case: "c-1", source: 1),
            AccessWithoutCase, Verdict.Pass);
    }

    [Fact]
    public void A_case_after_the_end_of_the_window_is_not_seen_but_one_before_its_beginning_is()
    {
        Expect(
            With(Case(15)).Window(to: "10:05").Event("10:00", "ana", "customer.read", "c1").Event("10:05", "ana", "customer.read", "c1", @case: "c-1"),
            AccessWithoutCase, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:1");
        Expect(
            With(Case(15)).Window(from: "10:00").Event("09:45", "ana", "customer.read", "c1", @case: "c-1").Event("10:00", "ana", "customer.read", "c1"),
            AccessWithoutCase, Verdict.Pass);
    }

    [Fact]
    public void Several_allowing_entries_are_broken_only_together() => Expect(
        With(Case()).Role("quick", "customer.read", Case(15)).Assign("ana", "quick")
            .Event("10:00", "ana", "customer.read", "c1").Event("10:10", "ana", "ticket.read", "t1", @case: "c-1").Event("11:00", "ana", "customer.read", "c2"),
        AccessWithoutCase, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:3");
}
