using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;
using static Compliance.Tests.SecondReading.Scenarios.Scenario;

namespace Compliance.Tests.SecondReading.Scenarios;

public abstract class VolumeScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static VolumeLimit Limit(string of, int minutes, long max) => new(of, Duration.FromMinutes(minutes), max);

    private static Conditions AtMost(params VolumeLimit[] limits) => new() { Volume = limits };

    private static Scenario With(params VolumeLimit[] limits) => new Scenario().Role("tier1", "customer.read ticket.read", AtMost(limits)).Assign("ana", "tier1");

    private static Scenario Read(Scenario story, string time, string resource, long? records = null) =>
        story.Event(time, "ana", "customer.read", resource, "customer", records: records);

    [Fact]
    public void The_record_that_exceeds_the_limit_and_each_one_after_is_found_even_when_seen_before()
    {
        var story = With(Limit("customer", 60, 2));
        Read(story, "10:00", "c1");
        Read(story, "10:01", "c2");
        Read(story, "10:02", "c2");
        Read(story, "10:03", "c3");
        Read(story, "10:04", "c1");
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×2 at 0:4,0:5");
    }

    [Fact]
    public void What_lies_the_whole_length_back_has_left_the_window()
    {
        var story = With(Limit("customer", 60, 1));
        Read(story, "10:00", "c1");
        Read(story, "11:00", "c2");
        Read(story, "11:59:59", "c3");
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:3");
    }

    [Fact]
    public void Numbers_of_records_are_added_and_their_resources_are_not_counted_again()
    {
        var story = With(Limit("customer", 60, 5));
        Read(story, "10:00", "c1", records: 4);
        Read(story, "10:01", "c1");
        Read(story, "10:02", "c1", records: 0);
        Read(story, "10:03", "c1", records: 1);
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:4");
    }

    [Fact]
    public void A_number_of_records_counts_without_a_resource_and_nothing_else_does() => Expect(
        With(Limit("*", 60, 5)).Event("10:00", "ana", "customer.read").Event("10:01", "ana", "customer.read", records: 6).Event("10:02", "ana", "customer.read"),
        MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:2");

    [Fact]
    public void Only_resources_of_the_type_count_whatever_its_case() => Expect(
        With(Limit("Customer", 60, 1)).Event("10:00", "ana", "ticket.read", "t1", "ticket").Event("10:01", "ana", "customer.read", "c1", "customer")
            .Event("10:02", "ana", "customer.read", "c2").Event("10:03", "ana", "customer.read", "C1", "CUSTOMER"),
        MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:4");

    [Fact]
    public void What_was_not_allowed_adds_to_the_volume_but_is_not_itself_found_and_denials_add_nothing() => Expect(
        With(Limit("customer", 60, 1)).Event("10:00", "ana", "customer.export", "c1", "customer").Event("10:01", "ana", "customer.export", "c2", "customer")
            .Event("10:02", "ana", "customer.read", "c3", "customer", outcome: Outcome.Denied).Event("10:03", "ana", "customer.read", "c1", "customer"),
        MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:4");

    [Fact]
    public void Above_two_limits_an_event_is_found_once_and_either_alone_is_enough()
    {
        var story = With(Limit("customer", 60, 1), Limit("*", 1440, 2));
        Read(story, "10:00", "c1");
        Read(story, "10:01", "c2");
        Read(story, "10:02", "c3");
        Read(story, "15:00", "c4");
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×3 at 0:2,0:3,0:4");
    }

    [Fact]
    public void Of_two_roles_with_the_same_limit_the_largest_counts()
    {
        var story = With(Limit("customer", 60, 1)).Role("lead", "customer.read", AtMost(Limit("CUSTOMER", 60, 2))).Assign("ana", "lead");
        Read(story, "10:00", "c1");
        Read(story, "10:01", "c2");
        Read(story, "10:02", "c3");
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:3");
    }

    [Fact]
    public void A_limit_that_not_every_allowing_entry_sets_is_not_judged()
    {
        var story = With(Limit("customer", 60, 1)).Role("lead", "customer.read", AtMost(Limit("customer", 1440, 1))).Assign("ana", "lead");
        Read(story, "10:00", "c1");
        Read(story, "10:01", "c2");
        Expect(story, MassRecordAccess, Verdict.Pass);
    }

    [Fact]
    public void Volume_before_the_window_of_the_audit_counts()
    {
        var story = With(Limit("customer", 60, 1)).Window(from: "10:01");
        Read(story, "10:00", "c1");
        Read(story, "10:01", "c2");
        Expect(story, MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:2");
    }

    [Fact]
    public void Both_accounts_of_a_person_add_to_one_volume_and_machines_are_judged_too() => Expect(
        With(Limit("customer", 60, 1)).Account("agent7", "ana", AccountKind.Service)
            .Event("10:00", "ana", "customer.read", "c1", "customer").Event("10:01", "agent7", "customer.read", "c2", "customer"),
        MassRecordAccess, Verdict.Fail, "ana tier1 customer.read High ×1 at 0:2");

    [Fact]
    public void The_role_of_everyone_may_carry_a_limit() => Expect(
        new Scenario().Role("everyone", [Allow("customer.read", when: AtMost(Limit("customer", 60, 1)))]).Person("ana")
            .Event("10:00", "ana", "customer.read", "c1", "customer").Event("10:01", "ana", "customer.read", "c2", "customer"),
        MassRecordAccess, Verdict.Fail, "ana everyone customer.read High ×1 at 0:2");
}
