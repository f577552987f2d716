using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Regimes;

/// <summary>Every worked example, answered.</summary>
public sealed class WorkedCasesTests
{
    public static TheoryData<string> Dated() => [.. WorkedCase.All.Where(worked => worked.DueAt is not null).Select(worked => worked.Id)];

    [Theory]
    [MemberData(nameof(Dated))]
    public void A_worked_example_comes_out_as_it_is_written(string id)
    {
        var worked = WorkedCase.All.Single(worked => worked.Id == id);
        var rule = Law.Of(worked.Rule);

        var answer = rule.Answer(QuestionOf(worked, rule));

        Assert.Equal(worked.DueAt, Law.Text(answer.DueAt));
        Assert.Equal(worked.Words, answer.Rule);
        // The file leaves the later value out of some examples that are about something else.
        if (worked.LatestArguableAt is not null) Assert.Equal(worked.LatestArguableAt, Law.Text(answer.LatestArguable?.At));
        Assert.Equal(rule.Confirmed ? DeadlineStatus.Due : DeadlineStatus.Unconfirmed, answer.Status);
        Assert.Equal(rule.AnchorFacts[0], answer.Anchor);
        Assert.Equal(Law.At(worked.TriggerAt!), answer.AnchorAt);
    }

    [Fact]
    public void There_are_as_many_worked_examples_as_the_file_is_known_to_hold() => Assert.Equal((23, 6), (Dated().Count, WorkedCase.All.Count(worked => worked.Expected is not null)));

    [Fact]
    public void A_discovery_before_the_number_became_law_needs_review()
    {
        var answer = Law.Answer("us-ca.1798-82-residents", Law.Fact("discovery", "2025-12-20T12:00:00-08:00"));

        Assert.Equal((DeadlineStatus.SoftStandard, null), (answer.Status, answer.DueAt));
        Assert.Contains("no numeric limit for a discovery before 2026-01-01; needs review", answer.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_determination_of_materiality_the_clock_has_not_begun()
    {
        var answer = Law.Answer("us-sec.8k-105", Law.Fact("discovery", "2026-11-02T09:00:00-05:00"));

        Assert.Equal((DeadlineStatus.PendingAnchor, "materiality_determination", null), (answer.Status, answer.Anchor, answer.AnchorAt));
    }

    [Theory]
    [InlineData("us-ca.1798-82-ag", DeadlineStatus.NotTriggered)]
    [InlineData("us-wa.ag", DeadlineStatus.NotTriggered)]
    [InlineData("us-co.ag", DeadlineStatus.Due)]
    [InlineData("sg-pdpa.pdpc", DeadlineStatus.Due)]
    public void Five_hundred_exactly_are_500_or_more_and_not_more_than_500(string id, DeadlineStatus status)
    {
        var rule = Law.Of(id);

        var answer = rule.Answer(new DeadlineQuestion { Facts = [Law.Fact(rule.AnchorFacts[0], "2026-10-05T10:00:00Z")], Count = 500, Now = Law.Now });

        Assert.Equal(status, answer.Status);
    }

    private static DeadlineQuestion QuestionOf(WorkedCase worked, RegimeRule rule) => new()
    {
        Facts =
        [
            Law.Fact(rule.AnchorFacts[0], worked.TriggerAt!),
            .. worked.AwarenessAt is null ? [] : new[] { Law.Fact("awareness", worked.AwarenessAt) },
        ],
        Zone = Law.Zone(worked.Zone!),
        EntityClass = worked.EntityClass,
        Holidays = [.. worked.Holidays.Select(day => LocalDatePattern.Iso.Parse(day).Value)],
        Now = Law.Now,
    };
}
