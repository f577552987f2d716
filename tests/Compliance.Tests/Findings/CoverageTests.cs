using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Findings;

public sealed class CoverageTests
{
    private static readonly DateTimeZone Manila = DateTimeZoneProviders.Tzdb["Asia/Manila"];

    // Noon of 1 June in Manila.
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 4, 0);

    [Fact]
    public void Days_are_those_that_lie_wholly_in_the_window()
    {
        // Ninety days before noon are 89 whole days.
        var covered = Of(Expectation.Daily, Days("2026-03-04", "2026-05-31")).Of(90);

        Assert.Equal((89, 89, true), (covered.Seen, covered.Asked, covered.IsEnough));
        Assert.Null(covered.Lack);
    }

    [Theory]
    [InlineData("2026-03-08", true)]
    [InlineData("2026-03-09", false)]
    public void Ninety_five_of_a_hundred_days_are_enough(string first, bool enough)
    {
        var covered = Of(Expectation.Daily, Days(first, "2026-06-01")).Of(90);

        Assert.Equal(enough, covered.IsEnough);
        if (!enough) Assert.Equal("`logs/a` has records of 84 of the 89 days on which they are expected, in 90 days, and 95 % are needed", covered.Lack);
    }

    [Fact]
    public void Where_weekdays_are_expected_the_weekend_is_not_asked_for() =>
        Assert.Equal(new CoveredDays("logs/a", 30, 30, 45), Of(Expectation.Weekdays, Days("2026-04-01", "2026-06-01")).Of(45));

    [Fact]
    public void The_source_that_is_known_least_decides()
    {
        var usage = new Usage { Until = Now, Sources = [new("logs/a", Days("2026-01-01", "2026-06-01")), new("logs/b", Days("2026-05-01", "2026-06-01"))] };

        var covered = new Coverage(usage, [Entry("logs/a", Expectation.Daily), Entry("logs/b", Expectation.Daily), Entry("logs/c", Expectation.None)], Manila, Now).Of(45);

        Assert.Equal(("logs/b", false), (covered.Source, covered.IsEnough));
    }

    [Fact]
    public void Where_nothing_is_expected_the_reach_of_all_logs_counts()
    {
        var reached = new DayRange(Coverage.Number(new LocalDate(2026, 4, 1)), Coverage.Number(new LocalDate(2026, 5, 31)));

        var coverage = new Coverage(new Usage { Until = Now, Reached = [reached] }, [Entry("logs/a", Expectation.None)], Manila, Now);

        Assert.True(coverage.Of(45).IsEnough);
        Assert.Equal("the logs reach over 61 of 89 days before the end, in 90 days, and 95 % are needed", coverage.Of(90).Lack);
    }

    [Fact]
    public void Evidence_is_unbroken_since_the_earliest_day_from_which_enough_is_known()
    {
        Assert.Equal(Manila.AtStartOfDay(new LocalDate(2026, 4, 30)).ToInstant(), Of(Expectation.Daily, Days("2026-05-01", "2026-06-01")).UnbrokenSince());
        Assert.Null(Of(Expectation.Daily, Days("2026-05-01", "2026-05-20")).UnbrokenSince());
    }

    [Fact]
    public void Nothing_known_is_not_enough() => Assert.False(Of(Expectation.Daily, new Dictionary<int, long>()).Of(45).IsEnough);

    private static Coverage Of(Expectation expect, IReadOnlyDictionary<int, long> days) =>
        new(new Usage { Until = Now, Sources = [new("logs/a", days)] }, [Entry("logs/a", expect)], Manila, Now);

    private static LogEntry Entry(string path, Expectation expect) => new() { Path = new Pattern(path), Expect = expect };

    private static Dictionary<int, long> Days(string first, string last)
    {
        var pattern = NodaTime.Text.LocalDatePattern.Iso;
        return Enumerable.Range(Coverage.Number(pattern.Parse(first).Value), Coverage.Number(pattern.Parse(last).Value) - Coverage.Number(pattern.Parse(first).Value) + 1)
            .ToDictionary(day => day, _ => 1L);
    }
}
