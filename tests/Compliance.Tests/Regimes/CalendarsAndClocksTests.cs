using Compliance.Regimes;
using NodaTime;
using static Compliance.Tests.Regimes.Law;

namespace Compliance.Tests.Regimes;

/// <summary>Days and hours that are not as others: changes of the clock, ends of months, leap days, days off.</summary>
public sealed class CalendarsAndClocksTests
{
    [Theory]
    // Spring: the wall clock says an hour later; autumn: an hour earlier.
    [InlineData("2026-03-27T18:00:00+01:00", "2026-03-30T19:00:00+02:00")]
    [InlineData("2026-10-24T02:30:00+02:00", "2026-10-27T01:30:00+01:00")]
    // Both 02:30 of the night on which the hour comes twice.
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-28T02:30:00+01:00")]
    public void Hours_go_through_a_change_of_the_clock(string awareness, string due) => Assert.Equal(due, Text(Ask("eu-gdpr.art33-1", "awareness", awareness, "Europe/Berlin").DueAt));

    [Theory]
    [InlineData("2026-11-20T16:00:00+01:00", "2026-11-23T17:00:00+01:00")]
    [InlineData("2026-11-20T16:00:01+01:00", "2026-11-23T17:00:00+01:00")]
    [InlineData("2026-11-20T16:59:59+01:00", "2026-11-23T17:00:00+01:00")]
    public void The_hour_of_the_event_is_not_counted_also_when_the_event_begins_it(string awareness, string later)
    {
        var answer = Ask("eu-gdpr.art33-1", "awareness", awareness, "Europe/Berlin");

        Assert.Equal(later, Text(answer.LatestArguable?.At));
        Assert.Contains("Reg. 1182/71 Art. 3(1)", answer.LatestArguable!.Why, StringComparison.Ordinal);
        Assert.Contains("Art. 3(4)", answer.LatestArguable.Why, StringComparison.Ordinal);
        Assert.Contains("31971R1182", answer.LatestArguable.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_hour_is_a_half_off_the_local_hour_counts() =>
        Assert.Equal("2026-11-23T17:00:00+05:30", Text(Ask("eu-gdpr.art33-1", "awareness", "2026-11-20T16:30:00+05:30", "Asia/Kolkata").LatestArguable?.At));

    [Theory]
    [InlineData("2027-01-31T10:00:00+01:00", "2027-02-28T23:59:59+01:00")]
    [InlineData("2028-01-30T10:00:00+01:00", "2028-02-29T23:59:59+01:00")]
    [InlineData("2027-02-28T10:00:00+01:00", "2027-03-28T23:59:59+02:00")]
    [InlineData("2026-12-31T23:59:59+01:00", "2027-01-31T23:59:59+01:00")]
    public void A_month_ends_on_its_number_or_with_a_shorter_month(string submitted, string due) =>
        Assert.Equal(due, Text(Ask("eu-nis2.final", "eu-nis2.notification:submitted_at", submitted, "Europe/Berlin").DueAt));

    [Theory]
    [InlineData("2026-02-13T00:05:00+08:00")]
    [InlineData("2026-02-13T23:55:00+08:00")]
    [InlineData("2026-02-12T16:05:00Z")]
    public void A_day_is_a_day_of_the_law_s_own_zone(string assessment) => Assert.Equal("2026-02-16T23:59:59+08:00", Text(Answer("sg-pdpa.pdpc", Fact("assessment_made", assessment)).DueAt));

    [Theory]
    [InlineData("2026-11-07T12:00:00-05:00")]
    [InlineData("2026-11-08T12:00:00-05:00")]
    [InlineData("2026-11-06T23:59:59-05:00")]
    public void From_a_weekend_the_next_business_day_is_the_first(string determined) =>
        Assert.Equal("2026-11-13T17:30:00-05:00", Text(Answer("us-sec.8k-105", Fact("materiality", determined)).DueAt));

    [Fact]
    public void From_a_holiday_too() => Assert.Equal("2026-11-17T17:30:00-05:00", Text(Answer("us-sec.8k-105", Fact("materiality", "2026-11-11T09:00:00-05:00")).DueAt));

    [Fact]
    public void A_day_off_that_somebody_names_is_added_to_the_calendar()
    {
        var question = new DeadlineQuestion { Facts = [Fact("materiality", "2026-11-06T19:00:00-05:00")], Now = Now };

        Assert.Equal("2026-11-13T17:30:00-05:00", Text(Of("us-sec.8k-105").Answer(question).DueAt));
        Assert.Equal("2026-11-16T17:30:00-05:00", Text(Of("us-sec.8k-105").Answer(question with { Holidays = [new LocalDate(2026, 11, 12)] }).DueAt));
    }

    [Theory]
    // 30 days: Sunday 6 December 2026, and Thanksgiving Day.
    [InlineData("2026-11-06T12:00:00-05:00", "2026-12-06T23:59:59-05:00", "2026-12-07T23:59:59-05:00")]
    [InlineData("2026-10-27T12:00:00-04:00", "2026-11-26T23:59:59-05:00", "2026-11-27T23:59:59-05:00")]
    [InlineData("2026-11-02T12:00:00-05:00", "2026-12-02T23:59:59-05:00", null)]
    public void New_York_lets_a_last_day_off_be_argued_to_the_next_business_day(string discovery, string due, string? later)
    {
        var answer = Answer("us-ny.899aa-residents", Fact("discovery", discovery));

        Assert.Equal((due, later), (Text(answer.DueAt), Text(answer.LatestArguable?.At)));
    }

    [Fact]
    public void Florida_s_fifteen_days_are_for_good_cause_filed_in_writing()
    {
        var later = Answer("us-fl.individuals", Fact("determination", "2026-06-01T12:00:00-04:00")).LatestArguable!;

        Assert.Equal("only if good cause was filed in writing with the Department within the 30 days", later.Why);
        Assert.StartsWith("https://", later.Source, StringComparison.Ordinal);
    }

    [Theory]
    // Day 3 alarms; day 5 is Sunday 29 November, so Monday can be argued for.
    [InlineData("jp-appi.prelim", "2026-11-25T10:00:00+09:00", "2026-11-27T23:59:59+09:00", "2026-11-30T23:59:59+09:00")]
    [InlineData("jp-appi.entrustee", "2026-11-16T10:00:00+09:00", "2026-11-18T23:59:59+09:00", "2026-11-20T23:59:59+09:00")]
    // Day 5 is 31 December: the offices open on Monday 4 January.
    [InlineData("jp-appi.prelim", "2026-12-27T10:00:00+09:00", "2026-12-29T23:59:59+09:00", "2027-01-04T23:59:59+09:00")]
    public void Japan_s_guideline_gives_three_to_five_days(string rule, string awareness, string due, string later)
    {
        var answer = Answer(rule, Fact("awareness", awareness));

        Assert.Equal((due, later, "medium"), (Text(answer.DueAt), Text(answer.LatestArguable?.At), answer.Confidence));
    }

    [Theory]
    [InlineData("discovery", "2026-01-01T00:00:00-05:00", "2027-03-01T23:59:59-05:00")]
    [InlineData("discovery", "2027-01-01T04:59:59Z", "2027-03-01T23:59:59-05:00")]
    [InlineData("discovery", "2027-01-01T05:00:00Z", "2028-02-29T23:59:59-05:00")]
    [InlineData("calendar_year_end", "2026-12-31T23:59:59-05:00", "2027-03-01T23:59:59-05:00")]
    [InlineData("calendar_year_end", "2027-01-01T00:00:00-05:00", "2027-03-01T23:59:59-05:00")]
    public void The_annual_log_is_counted_from_the_end_of_the_local_year(string fact, string at, string due) => Assert.Equal(due, Text(Answer("us-hipaa.hhs-annual", Fact(fact, at)).DueAt));

    [Fact]
    public void A_card_scheme_s_business_days_are_those_of_the_zone_that_is_given()
    {
        var question = new DeadlineQuestion { Facts = [Fact("incident", "2026-11-24T10:00:00Z")], Now = Now };

        var american = Of("pci.visa-report").Answer(question);
        var german = Of("pci.visa-report").Answer(question with { Zone = Zone("Europe/Berlin") });

        Assert.Equal(("2026-11-30T23:59:59-05:00", "2026-11-27T23:59:59+01:00"), (Text(american.DueAt), Text(german.DueAt)));
        Assert.Contains("United States federal holidays", american.Why, StringComparison.Ordinal);
    }

    [Theory]
    // Brazil's clock went forward at midnight in 2018; Apia had no 30 December 2011; Beirut's day ends twice in autumn.
    [InlineData("us-fl.vendor", "determination", "2018-10-25T12:00:00-03:00", "America/Sao_Paulo", "2018-11-04T23:59:59-02:00")]
    [InlineData("us-fl.vendor", "determination", "2018-10-24T12:00:00-03:00", "America/Sao_Paulo", "2018-11-03T23:59:59-03:00")]
    [InlineData("us-fl.vendor", "determination", "2011-12-19T12:00:00-10:00", "Pacific/Apia", "2011-12-29T23:59:59-10:00")]
    [InlineData("us-fl.vendor", "determination", "2026-10-14T12:00:00+03:00", "Asia/Beirut", "2026-10-24T23:59:59+02:00")]
    public void A_day_ends_with_its_last_second_also_where_the_clock_changes_at_midnight(string rule, string fact, string at, string zone, string due) =>
        Assert.Equal(due, Text(Ask(rule, fact, at, zone).DueAt));

    private static Deadline Ask(string rule, string fact, string at, string zone) =>
        Of(rule).Answer(new DeadlineQuestion { Facts = [Fact(fact, at)], Zone = Zone(zone), Now = Now });
}
