using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using static Compliance.Tests.SecondReading.RuleNames;

namespace Compliance.Tests.SecondReading.Scenarios;

/// <summary>Who was to work goes before when anybody may. The role's hours are 08:00 to 20:00, every day.</summary>
public abstract class ScheduleScenarios(IAuditUnderTest audit) : ScenarioTests(audit)
{
    private static Scenario Floor(string zone = "Etc/UTC")
    {
        var hours = new Conditions { Hours = [new() { Days = 0b1111111, From = new(8, 0), To = new(20, 0), Zone = DateTimeZoneProviders.Tzdb[zone] }] };
        return new Scenario().In(zone).Role("tier1", "ticket.*", hours).Role("free", "kb.*").Assign("ana", "tier1").Assign("ben", "tier1").Assign("ana", "free");
    }

    private void Passes(Scenario story) => Expect(story, OffShiftAccess, Verdict.Pass);

    private void Finds(Scenario story, string person, string at) => Expect(story, OffShiftAccess, Verdict.Fail, $"{person} tier1 ticket.read Low ×1 at {at}");

    [Theory]
    [InlineData("09:29:59", false)]
    [InlineData("09:30", true)]
    [InlineData("13:00", true)]
    [InlineData("16:59:59", true)]
    [InlineData("17:00", false)]
    public void A_shift_has_half_an_hour_before_it_and_an_hour_after_it(string time, bool isOn)
    {
        var story = Floor().Person("ana").Scheduled("ana", "10:00", "16:00").Event(time, "ana", "ticket.read");
        if (isOn) Passes(story);
        else Finds(story, "ana", "0:1");
    }

    [Fact]
    public void A_night_shift_goes_on_after_midnight_also_on_the_day_after_the_last_of_the_schedule()
    {
        var night = Floor().Person("ana").Scheduled("ana", "2026-03-02 22:00", "2026-03-03 06:00");
        Passes(night.Event("2026-03-02 21:30", "ana", "ticket.read").Event("2026-03-03 00:00", "ana", "ticket.read").Event("2026-03-03 06:59", "ana", "ticket.read"));
        // The day on which it ends is no day of the schedule: from then on the role's hours count.
        Finds(night.Event("2026-03-03 07:00", "ana", "ticket.read").Event("2026-03-03 08:00", "ana", "ticket.read"), "ana", "0:4");
    }

    [Fact]
    public void A_shift_that_begins_after_midnight_is_already_on_before_it() =>
        Passes(Floor().Person("ana").Scheduled("ana", "2026-03-03 00:15", "2026-03-03 08:00").Event("2026-03-02 23:50", "ana", "ticket.read"));

    [Fact]
    public void After_a_swap_the_one_who_took_the_shift_is_on_and_the_other_is_not() => Finds(
        Floor().Person("ana").Person("ben").Scheduled("ben", "10:00", "16:00").Scheduled("ana", "2026-03-03 10:00", "2026-03-03 16:00")
            .Event("11:00", "ben", "ticket.read").Event("11:00", "ana", "ticket.read").Event("2026-03-03 11:00", "ana", "ticket.read"),
        "ana", "0:2");

    [Fact]
    public void Somebody_without_any_row_is_off_on_the_days_of_the_schedule_and_within_the_hours_on_others() => Finds(
        Floor().Person("ana").Person("ben").Scheduled("ana", "2026-03-02 10:00", "2026-03-02 16:00").Scheduled("ana", "2026-03-04 10:00", "2026-03-04 16:00")
            .Event("2026-03-01 12:00", "ben", "ticket.read").Event("2026-03-03 12:00", "ben", "ticket.read").Event("2026-03-05 12:00", "ben", "ticket.read"),
        "ben", "0:2");

    [Fact]
    public void Leave_takes_away_the_shift_that_it_overlaps()
    {
        var story = Floor().Person("ana").Scheduled("ana", "08:00", "16:00").Scheduled("ana", "12:00", "23:59", ScheduledKind.Absence);
        Passes(story.Event("11:59", "ana", "ticket.read"));
        Finds(story.Event("12:00", "ana", "ticket.read"), "ana", "0:2");
    }

    [Fact]
    public void Leave_counts_beyond_the_days_for_which_work_is_planned_and_makes_none_of_them_planned()
    {
        var story = Floor().Person("ana").Person("ben").Scheduled("ana", "10:00", "16:00").Scheduled("ana", "2026-12-21 00:00", "2027-01-01 00:00", ScheduledKind.Absence);
        Passes(story.Event("2026-07-01 12:00", "ben", "ticket.read").Event("2026-12-22 12:00", "ben", "ticket.read").Event("2026-12-20 12:00", "ana", "ticket.read"));
        Finds(story.Event("2026-12-22 12:00", "ana", "ticket.read"), "ana", "0:4");
    }

    [Fact]
    public void Overtime_counts_also_on_leave() => Passes(
        Floor().Person("ana").Scheduled("ana", "00:00", "2026-03-03 00:00", ScheduledKind.Absence).Scheduled("ana", "21:00", "23:00", ScheduledKind.Overtime)
            .Event("22:00", "ana", "ticket.read"));

    [Fact]
    public void A_schedule_beyond_the_hours_of_the_role_is_what_counts() =>
        Passes(Floor().Person("ana").Scheduled("ana", "2026-03-02 20:00", "2026-03-03 04:00").Event("2026-03-03 03:00", "ana", "ticket.read"));

    [Fact]
    public void Days_are_those_of_the_site()
    {
        // 2026-03-02 at the site ends at 16:00 in UTC; at the vendor's own zone it goes on.
        var story = Floor().Site("manila", "Asia/Manila").Person("ana", site: "Manila").Person("ben")
            .Scheduled("ana", "2026-03-02 00:00", "2026-03-02 09:00");
        Passes(story.Event("2026-03-02 17:00", "ana", "ticket.read"));
        Finds(story.Event("2026-03-02 17:30", "ben", "ticket.read"), "ben", "0:2");
    }

    [Fact]
    public void Somebody_hired_again_has_the_clock_of_the_new_site()
    {
        var story = Floor().Site("manila", "Asia/Manila").Site("lima", "America/Lima")
            .Person("ana", "2025-01-01", "2025-12-31", site: "lima").Person("ana", "2026-02-01", site: "manila").Person("ben")
            .Scheduled("ben", "2026-03-02 10:00", "2026-03-02 16:00");
        // 23:00 in Manila is the day of the schedule; 01:00 is the next, on which the hours count (17:00 in UTC).
        Finds(story.Event("2026-03-02 15:00", "ana", "ticket.read").Event("2026-03-02 17:00", "ana", "ticket.read"), "ana", "0:1");
    }

    [Fact]
    public void Names_of_a_schedule_ignore_case() => Passes(Floor().Person("ana").Scheduled("ANA", "10:00", "16:00").Event("11:00", "ana", "ticket.read"));

    [Fact]
    public void A_role_without_hours_and_a_machine_are_not_judged_by_a_schedule() => Passes(
        Floor().Person("ana").Person("ben").Account("robot", kind: AccountKind.Bot).Assign("robot", "tier1").Scheduled("ben", "10:00", "16:00")
            .Event("11:00", "ana", "kb.read").Event("23:00", "robot", "ticket.read"));
}
