using Compliance.Findings;
using Compliance.Tests.SecondReading;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Findings;

public sealed class UsageMergeTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);
    private static readonly int Today = Coverage.Number(new LocalDate(2026, 3, 1));

    [Fact]
    public void What_was_merged_once_changes_nothing_when_it_is_merged_again()
    {
        var dice = new Dice(1);
        for (var i = 0; i < 500; i++)
        {
            var (earlier, later) = (Any(dice, day: dice.Between(0, 50)), Any(dice, day: dice.Between(50, 100)));
            var merged = earlier.With(later);

            Assert.Equal(Text(merged), Text(merged.With(later)));
            Assert.Equal(Text(merged), Text(later.With(earlier)));
            Assert.Equal(Text(earlier), Text(earlier.With(earlier)));
        }
    }

    [Fact]
    public void Of_a_day_that_two_audits_saw_the_larger_count_stays()
    {
        var merged = Of(Start, (Today, 10), (Today - 1, 3)).With(Of(Start, (Today, 7), (Today - 2, 1)));

        Assert.Equal([(Today - 2, 1L), (Today - 1, 3L), (Today, 10L)], merged.Sources[0].Days.Select(day => (day.Key, day.Value)));
    }

    [Fact]
    public void A_silent_weekend_between_two_audits_is_no_gap_and_a_longer_silence_is()
    {
        var merged = Reached((1, 5)).With(Reached((9, 12))).With(Reached((17, 20)));

        Assert.Equal([new DayRange(1, 12), new DayRange(17, 20)], merged.Reached.Select(range => new DayRange(range.First - Today, range.Last - Today)));
    }

    [Fact]
    public void A_principal_whose_accounts_changed_was_watched_only_since_then()
    {
        var (before, after) = (Principal("a", since: 0, asOf: 10), Principal("b", since: 9, asOf: 11));

        Assert.Equal(Start + Duration.FromDays(9), Assert.Single(Of(before).With(Of(after)).Principals).Since);
        Assert.Equal(Start, Assert.Single(Of(before).With(Of(after with { Accounts = "a" })).Principals).Since);
    }

    [Fact]
    public void What_was_taken_out_of_the_contract_and_put_in_again_was_not_watched_in_between()
    {
        static Usage Watched(int from, int asOf) => new()
        {
            Until = Start + Duration.FromDays(asOf),
            Principals = [Principal("a", from, asOf)],
            Permissions = [new PermissionUsage("tier1", "X", Start + Duration.FromDays(from)) { AsOf = Start + Duration.FromDays(asOf) }],
        };
        var without = new Usage { Until = Start + Duration.FromDays(29) };

        var whole = Watched(0, 10).With(Watched(10, 11));
        var again = whole.With(without).With(Watched(29, 30)).With(Watched(30, 31));

        Assert.Equal((Start, Start), (whole.Permissions[0].Since, whole.Principals[0].Since));
        Assert.Equal((Start + Duration.FromDays(29), Start + Duration.FromDays(29)), (again.Permissions[0].Since, again.Principals[0].Since));
        Assert.Empty(again.With(new Usage { Until = Start + Duration.FromDays(432) }).Permissions);
        Assert.Empty(again.With(new Usage { Until = Start + Duration.FromDays(432) }).Principals);
    }

    [Fact]
    public void What_is_older_than_four_hundred_days_is_forgotten()
    {
        var merged = Of(Start, (Today - 399, 1), (Today - 401, 1)).With(Of(Start, (Today, 1)));

        Assert.Equal([Today - 399, Today], merged.Sources[0].Days.Keys);
    }

    [Fact]
    public void A_record_from_the_future_does_not_put_an_end_to_all_memory()
    {
        var far = Start + Duration.FromDays(30_000);
        var bogus = Of(far, (Today, 5), (Today + 30_000, 1)) with { Reached = [new DayRange(Today, Today + 30_000)], Principals = [Principal("a", 0, 0) with { Last = far }] };

        var kept = bogus.NotAfter(Start);

        Assert.Equal(Start, kept.Until);
        Assert.Equal(Today, Assert.Single(kept.Sources[0].Days).Key);
        Assert.Equal(Today + 1, kept.Reached[0].Last);
        Assert.Equal(Start, kept.Principals[0].Last);
        Assert.Same(kept, kept.NotAfter(far));
    }

    private static Usage Any(Dice dice, int day) => new()
    {
        Until = Start + Duration.FromDays(day),
        Sources = [.. new[] { "logs/a", "logs/b" }.Where(_ => dice.Chance(70)).Select(path => new SourceUsage(path, Enumerable.Range(0, 5).ToDictionary(i => Today + day - 7 * i, _ => (long)dice.Between(1, 9))))],
        Reached = [new DayRange(Today + day - dice.Between(0, 20), Today + day)],
        Principals = [.. new[] { "ana", "ben" }.Where(_ => dice.Chance(70)).Select(name => new PrincipalUsage(
            name, dice.One("", "a", "b"), Start + Duration.FromDays(day - dice.Between(0, 30)), Start + Duration.FromDays(day), dice.Chance(50) ? null : Start + Duration.FromDays(day - 1),
            [.. new[] { "X", "Y" }.Where(_ => dice.Chance(50)).Select(action => new PermissionUse("tier1", action, Start + Duration.FromDays(day - dice.Between(0, 9))))]))],
        Permissions = [new PermissionUsage("tier1", dice.One("X", "Y"), Start + Duration.FromDays(day - dice.Between(0, 60))) { AsOf = Start + Duration.FromDays(day), From = Start + Duration.FromDays(day - dice.Between(0, 60)) }],
    };

    private static PrincipalUsage Principal(string accounts, int since, int asOf) =>
        new("ana", accounts, Start + Duration.FromDays(since), Start + Duration.FromDays(asOf), null, []);

    private static Usage Of(PrincipalUsage principal) => new() { Until = principal.AsOf, Principals = [principal] };

    private static Usage Of(Instant until, params (int Day, long Records)[] days) =>
        new() { Until = until, Sources = [new SourceUsage("logs/a", days.ToDictionary(day => day.Day, day => day.Records))] };

    private static Usage Reached((int First, int Last) range) =>
        new() { Until = Start + Duration.FromDays(range.Last), Reached = [new DayRange(Today + range.First, Today + range.Last)] };

    private static string Text(Usage usage) => System.Text.Json.JsonSerializer.Serialize(new
    {
        Until = usage.Until.ToString(),
        Sources = usage.Sources.Select(source => $"{source.Path} {string.Join(' ', source.Days.OrderBy(day => day.Key))}"),
        usage.Reached,
        Principals = usage.Principals.Select(principal => $"{principal.Principal} {principal.Accounts} {principal.Since} {principal.AsOf} {principal.Last} {string.Join(' ', principal.Uses)}"),
        Permissions = usage.Permissions.Select(permission => $"{permission}"),
    });
}
