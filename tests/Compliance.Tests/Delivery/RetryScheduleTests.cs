using Compliance.Delivery;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 10, 0);

    private static readonly Arbitrary<(int Failures, Duration? Left, double Jitter, Duration? Asked)> Cases = (
        from failures in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1, int.MaxValue))
        from left in Gen.OneOf(Gen.Constant((Duration?)null), Gen.Choose(-100, 20_000).Select(seconds => (Duration?)Duration.FromSeconds(seconds)))
        from jitter in Gen.Choose(0, 1000)
        from asked in Gen.OneOf(Gen.Constant((Duration?)null), Gen.Choose(-100, 200_000).Select(seconds => (Duration?)Duration.FromSeconds(seconds)))
        select (failures, left, jitter / 1000.0, asked)).ToArbitrary();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(10, 2560)]
    [InlineData(11, 3600)]
    [InlineData(1_000_000, 3600)]
    public void Waits_double_up_to_an_hour(int failures, int seconds) =>
        Assert.Equal(Now + Duration.FromSeconds(seconds), RetrySchedule.Next(failures, Now, null, 1));

    [Fact]
    public void Jitter_takes_away_up_to_half() => Assert.Equal(Now + Duration.FromSeconds(10), RetrySchedule.Next(3, Now, null, 0));

    [Fact]
    public void The_last_attempt_is_over_before_the_end()
    {
        var end = Now + Duration.FromMinutes(10);

        Assert.Equal(end - RetrySchedule.Margin, RetrySchedule.Next(11, Now, end, 1));
        Assert.Null(RetrySchedule.Next(12, end - RetrySchedule.Margin, end, 1));
    }

    [Fact]
    public void A_receiver_that_asks_for_more_time_than_is_left_is_not_asked_again() =>
        Assert.Null(RetrySchedule.Next(1, Now, Now + Duration.FromHours(1), 0.5, Duration.FromHours(2)));

    [Fact]
    public void An_attempt_lies_ahead_never_past_the_end_and_never_earlier_than_asked() =>
        Prop.ForAll(Cases, given =>
        {
            var end = Now + given.Left;
            var next = RetrySchedule.Next(given.Failures, Now, end, given.Jitter, given.Asked);
            var earliest = Duration.Max(Duration.FromSeconds(2.5), Duration.Min(given.Asked ?? Duration.Zero, Duration.FromHours(24)));
            if (next is null) return end - RetrySchedule.Margin < Now + earliest;
            return next >= Now + earliest && (end is null || next <= end - RetrySchedule.Margin) && next - Now <= Duration.Max(earliest, RetrySchedule.Longest);
        }).Check(Tried.Times());

    [Fact]
    public void Until_the_end_of_a_clock_the_attempts_are_bounded() =>
        Prop.ForAll(Gen.Choose(0, 100).ToArbitrary(), hours =>
        {
            var (now, end, attempts) = (Now, Now + Duration.FromHours(hours), 0);
            while (RetrySchedule.Next(attempts + 1, now, end, 0) is { } next && attempts < 10_000) (now, attempts) = (next, attempts + 1);
            return now <= end && attempts <= 13 + 2 * hours;
        }).Check(Tried.Times());

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void What_is_no_failure_or_no_jitter_is_a_mistake_of_the_caller(int failures, double jitter) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrySchedule.Next(failures, Now, null, jitter));
}
