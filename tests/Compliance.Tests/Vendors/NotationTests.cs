using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class NotationTests
{
    [Theory]
    [InlineData("1m", 1)]
    [InlineData("15m", 15)]
    [InlineData("24h", 24 * 60)]
    [InlineData("30d", 30 * 24 * 60)]
    [InlineData("3660d", 3660 * 24 * 60)]
    public void Durations_are_a_number_of_minutes_hours_or_days(string text, int minutes) =>
        Assert.Equal(Duration.FromMinutes(minutes), Notations.Duration(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("0m")]
    [InlineData("-1m")]
    [InlineData("+1m")]
    [InlineData("1.5h")]
    [InlineData("15 m")]
    [InlineData("15M")]
    [InlineData("15s")]
    [InlineData("1h30m")]
    [InlineData("PT15M")]
    [InlineData("99999999999h")]
    [InlineData("٣m")]
    public void Other_texts_are_no_duration(string text)
    {
        Assert.Null(Notations.Duration(text, out var problem));
        Assert.StartsWith($"`{text}` is not a duration: expected", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3661d")]
    [InlineData("2147483647d")]
    [InlineData("2147483647h")]
    [InlineData("5270401m")]
    public void Durations_of_more_than_ten_years_are_refused(string text)
    {
        Assert.Null(Notations.Duration(text, out var problem));
        Assert.Equal($"`{text}` is too long: at most 3660d", problem);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 0)]
    [InlineData("2026-01-01T08:00:00+08:00", 0)]
    [InlineData("2026-01-01T00:00:00.25-00:00", 250)]
    [InlineData("2025-12-31T18:30:01-05:30", 1000)]
    public void Instants_carry_an_offset(string text, int milliseconds) =>
        Assert.Equal(Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMilliseconds(milliseconds), Notations.Instant(text, out _));

    [Theory]
    [InlineData("2026-01-01T00:00:00", "has no offset: write an instant such as 2026-01-31T08:00:00Z")]
    [InlineData("2026-01-01", "has no offset")]
    [InlineData("2026-01-01 00:00:00Z", "is not an instant")]
    [InlineData("2026-02-30T00:00:00Z", "is not an instant")]
    [InlineData("1767225600", "is not an instant")]
    [InlineData("1899-12-31T23:59:59Z", "is before 1900")]
    public void Other_texts_are_no_instant(string text, string expected)
    {
        Assert.Null(Notations.Instant(text, out var problem));
        Assert.StartsWith($"`{text}` {expected}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("999999999999999", 999_999_999_999_999L)]
    [InlineData("1000000000000000", null)]
    [InlineData("1e3", null)]
    [InlineData("1.0", null)]
    [InlineData(" 1", null)]
    public void Counts_are_whole_numbers_from_0(string text, long? count) => Assert.Equal(count, Notations.Count(text, out _));

    [Theory]
    [InlineData("24:00", true)]
    [InlineData("24:01", false)]
    [InlineData("7:30", false)]
    [InlineData("07:30:00", false)]
    [InlineData("00:00", true)]
    [InlineData("23:59", true)]
    public void An_end_is_a_time_of_day_or_24_00(string text, bool isOne) => Assert.Equal(isOne, Notations.EndTime(text, out _) is not null);
}
