using Compliance.Regimes;
using NodaTime;
using static Compliance.Tests.Regimes.Law;

namespace Compliance.Tests.Regimes;

/// <summary>Two limits of which one may drop away, reports that run from reports, and relief for some.</summary>
public sealed class DoraTests
{
    private static readonly string[] Excluded = ["credit_institution", "central_counterparty", "trading_venue", "nis2_essential", "nis2_important"];

    [Theory]
    [InlineData("2026-11-25T10:00:00+01:00", "2026-11-25T14:00:00+01:00")]
    [InlineData("2026-11-26T05:00:00+01:00", "2026-11-26T09:00:00+01:00")]
    [InlineData("2026-11-26T08:00:00+01:00", "2026-11-26T09:00:00+01:00")]
    [InlineData("2026-11-26T09:00:00+01:00", "2026-11-26T09:00:00+01:00")]
    [InlineData("2026-11-26T09:00:01+01:00", "2026-11-26T13:00:01+01:00")]
    public void The_24_hours_drop_away_for_what_is_classified_after_them(string classification, string due) =>
        Assert.Equal(due, Text(Ask("eu-dora.initial", [Fact("awareness", "2026-11-25T09:00:00+01:00"), Fact("classification", classification)], "other_not_nis2").DueAt));

    [Fact]
    public void Without_awareness_the_other_limit_is_said_not_to_be_known()
    {
        var answer = Ask("eu-dora.initial", [Fact("classification", "2026-11-26T09:00:00+01:00")], "other_not_nis2");

        Assert.Equal("2026-11-26T13:00:00+01:00", Text(answer.DueAt));
        Assert.Contains("the other limit, 24 h from `awareness`, is not known", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_classification_the_limit_of_24_hours_is_shown_and_nothing_is_due()
    {
        var answer = Ask("eu-dora.initial", [Fact("awareness", "2026-11-25T09:00:00+01:00")], null);

        Assert.Equal((DeadlineStatus.PendingAnchor, "classification"), (answer.Status, answer.Anchor));
        Assert.Contains("would fall on 2026-11-26T09:00:00+01:00", answer.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-26T09:00:00+01:00", DeadlineStatus.NotTriggered, null)]
    [InlineData("2026-11-26T09:00:01+01:00", DeadlineStatus.Due, "2026-11-26T13:00:01+01:00")]
    public void Late_classification_has_a_rule_of_its_own(string classification, DeadlineStatus status, string? due)
    {
        var answer = Ask("eu-dora.initial-late-class", [Fact("awareness", "2026-11-25T09:00:00+01:00"), Fact("classification", classification)], "other_not_nis2");

        Assert.Equal((status, due), (answer.Status, Text(answer.DueAt)));
    }

    [Fact]
    public void Whether_classification_was_late_waits_for_awareness()
    {
        var answer = Ask("eu-dora.initial-late-class", [Fact("classification", "2026-11-26T09:00:00+01:00")], null);

        Assert.Equal((DeadlineStatus.PendingAnchor, "awareness", null), (answer.Status, answer.Anchor, answer.AnchorAt));
    }

    [Fact]
    public void The_final_report_runs_from_the_latest_intermediate_one()
    {
        var answer = Ask("eu-dora.final", [Fact("eu-dora.intermediate:submitted_at", "2026-11-10T09:00:00+01:00"), Fact("eu-dora.intermediate:submitted_at", "2026-11-18T09:00:00+01:00")], null);

        Assert.Equal("2026-12-18T23:59:59+01:00", Text(answer.DueAt));
    }

    [Theory]
    [InlineData("credit_institution")]
    [InlineData("Credit-Institution")]
    [InlineData("bank")]
    [InlineData("other_not_nis2, nis2_important")]
    public void Who_is_left_out_of_the_relief_reports_on_Christmas_Day(string entityClass)
    {
        var answer = Ask("eu-dora.intermediate", [Fact("eu-dora.initial:submitted_at", "2026-12-22T15:00:00+01:00")], entityClass);

        Assert.Equal(("2026-12-25T15:00:00+01:00", null), (Text(answer.DueAt), answer.LatestArguable));
    }

    [Fact]
    public void Five_classes_are_left_out() => Assert.All(Excluded, name =>
        Assert.All((string[])["eu-dora.initial", "eu-dora.initial-late-class", "eu-dora.intermediate"], id => Assert.False(Of(id).Relief!.IsFor(name))));

    [Fact]
    public void Where_the_class_is_not_known_the_limit_stays_and_the_relief_can_be_argued_for()
    {
        var answer = Ask("eu-dora.intermediate", [Fact("eu-dora.initial:submitted_at", "2026-12-22T15:00:00+01:00")], null);

        Assert.Equal(("2026-12-25T15:00:00+01:00", "2026-12-28T12:00:00+01:00"), (Text(answer.DueAt), Text(answer.LatestArguable?.At)));
        Assert.Contains("Art. 5(4)", answer.LatestArguable!.Why, StringComparison.Ordinal);
        Assert.Equal("elapsed_hours:72", answer.Rule);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-26T12:00:00+01:00")]
    [InlineData("Europe/Vienna", "2026-10-27T12:00:00+01:00")]
    public void The_bank_holidays_are_those_of_the_Member_State(string zone, string due)
    {
        // Sunday 25 October; Monday 26 October is Austria's national day.
        var question = new DeadlineQuestion { Facts = [Fact("eu-dora.initial:submitted_at", "2026-10-22T15:00:00+02:00")], Zone = Zone(zone), EntityClass = "other_not_nis2", Now = Now };

        Assert.Equal(due, Text(Of("eu-dora.intermediate").Answer(question).DueAt));
    }

    [Fact]
    public void Without_the_Member_State_only_weekends_put_off_the_alarm_and_its_holidays_can_be_argued_for()
    {
        // Easter Monday 2027 is 29 March.
        var question = new DeadlineQuestion { Facts = [Fact("eu-dora.initial:submitted_at", "2027-03-25T15:00:00+01:00")], EntityClass = "other_not_nis2", Now = Now };

        var answer = Of("eu-dora.intermediate").Answer(question);

        Assert.Equal(("2027-03-29T12:00:00+02:00", "2027-03-30T12:00:00+02:00"), (Text(answer.DueAt), Text(answer.LatestArguable?.At)));
        Assert.Contains("give the zone of the Member State", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_on_a_working_day_stays_to_the_second()
    {
        var answer = Ask("eu-dora.intermediate", [Fact("eu-dora.initial:submitted_at", "2026-11-23T15:00:07+01:00")], "other_not_nis2");

        Assert.Equal(("2026-11-26T15:00:07+01:00", null), (Text(answer.DueAt), answer.LatestArguable));
    }

    [Fact]
    public void A_weekday_in_a_year_without_calendar_could_be_a_bank_holiday_so_no_date_is_given()
    {
        var answer = Ask("eu-dora.intermediate", [Fact("eu-dora.initial:submitted_at", "2198-12-31T15:00:00+01:00")], "other_not_nis2");

        Assert.Equal((DeadlineStatus.CalendarMissing, null), (answer.Status, answer.DueAt));
    }

    [Fact]
    public void A_bank_needs_no_calendar() =>
        Assert.Equal("2199-01-03T15:00:00+01:00", Text(Ask("eu-dora.intermediate", [Fact("eu-dora.initial:submitted_at", "2198-12-31T15:00:00+01:00")], "credit_institution").DueAt));

    private static Deadline Ask(string id, AnchorFact[] facts, string? entityClass) => Of(id).Answer(new DeadlineQuestion
    {
        Facts = facts,
        EntityClass = entityClass,
        Zone = Zone("Europe/Berlin"),
        Now = Now,
    });
}
