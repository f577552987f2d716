using System.Text;
using Compliance.Evidence;
using NodaTime;

namespace Compliance.Tests.Evidence;

public class TimestampsTests
{
    [Theory]
    [InlineData("2026-03-01T07:30:00Z", "2026-03-01T07:30:00Z")]
    [InlineData("2026-03-01T07:30:00.1Z", "2026-03-01T07:30:00.1Z")]
    [InlineData("2026-03-01T07:30:00.123456789Z", "2026-03-01T07:30:00.1234567Z")]
    [InlineData("2026-03-01T07:30:00.1234567+02:00", "2026-03-01T05:30:00.1234567Z")]
    [InlineData("2026-03-01T07:30:00-04:00", "2026-03-01T11:30:00Z")]
    [InlineData("2026-03-01T07:30:00-0400", "2026-03-01T11:30:00Z")]
    [InlineData("2026-03-01 07:30:00Z", "2026-03-01T07:30:00Z")]
    [InlineData("2026-03-01 07:30:00.123456789 +01:00", "2026-03-01T06:30:00.1234567Z")]
    [InlineData("2026-03-01 07:30:00 UTC", "2026-03-01T07:30:00Z")]
    [InlineData("2023-10-26T5:32:08.107Z", "2023-10-26T05:32:08.107Z")]
    [InlineData("20260301T073000Z", "2026-03-01T07:30:00Z")]
    [InlineData("5/18/2021 9:13:33 PM +01:00", "2021-05-18T20:13:33Z")]
    [InlineData("5/18/2021 9:13:33 PM UTC", "2021-05-18T21:13:33Z")]
    [InlineData("10/Oct/2025:13:55:36 -0700", "2025-10-10T20:55:36Z")]
    [InlineData("Tue, 10 Mar 2026 13:55:36 GMT", "2026-03-10T13:55:36Z")]
    [InlineData("2026-06-30T23:59:60Z", "2026-07-01T00:00:00Z")]
    public void A_time_with_an_offset_needs_no_zone(string text, string expected)
    {
        Assert.Null(new Timestamps(null).Read(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(expected, Instant.FromUnixTimeTicks(ticks).ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", null));
    }

    [Theory]
    [InlineData("2026-03-01T07:30:00")]
    [InlineData("2026-03-01 07:30:00.000000000")]
    [InlineData("2026-03-01 07:30")]
    [InlineData("3/1/2026 7:30:00 AM")]
    [InlineData("3/1/2026, 7:30:00.000 AM")]
    [InlineData("3/1/2026 7:30")]
    [InlineData("20260301073000.000")]
    [InlineData("Mar  1 2026 07:30:00")]
    [InlineData("Sun Mar  1 07:30:00 2026")]
    public void A_time_without_an_offset_is_of_the_zone_and_refused_without_one(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Null(new Timestamps(DateTimeZoneProviders.Tzdb["Asia/Manila"]).Read(bytes, out var ticks));
        Assert.Equal(Instant.FromUtc(2026, 2, 28, 23, 30), Instant.FromUnixTimeTicks(ticks));
        Assert.Contains("set `zone`", new Timestamps(null).Read(bytes, out _), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-04-11:21:02.3387000Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T00:60:00Z")]
    [InlineData("2026-03-01T00:00:00.Z")]
    [InlineData("2026-03-01T00:00:00+25:00")]
    [InlineData("2026-03-01")]
    [InlineData("yesterday")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("9999-01-01T00:00:00Z")]
    [InlineData("２026-03-01T00:00:00Z")]
    public void What_is_no_time_in_range_is_refused(string text) =>
        Assert.NotNull(new Timestamps(DateTimeZone.Utc).Read(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("9999-01-01T00:00:00")]
    public void A_local_time_at_the_end_of_the_calendar_is_refused_in_every_zone(string text)
    {
        foreach (var zone in new[] { "Asia/Manila", "America/Los_Angeles", "Pacific/Apia" })
            Assert.NotNull(new Timestamps(DateTimeZoneProviders.Tzdb[zone]).Read(Encoding.UTF8.GetBytes(text), out _));
    }

    [Theory]
    [InlineData("1772350200", "2026-03-01T07:30:00Z")]
    [InlineData("1772350200.25", "2026-03-01T07:30:00.25Z")]
    [InlineData("1.7723502E9", "2026-03-01T07:30:00Z")]
    [InlineData("1772350200123", "2026-03-01T07:30:00.123Z")]
    [InlineData("1772350200123456", "2026-03-01T07:30:00.123456Z")]
    [InlineData("1772350200123456789", "2026-03-01T07:30:00.1234567Z")]
    [InlineData("639079470000000000", "2026-03-01T07:30:00Z")]
    public void The_size_of_a_number_tells_its_unit(string text, string expected)
    {
        Assert.Null(Timestamps.ReadNumber(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(expected, Instant.FromUnixTimeTicks(ticks).ToString("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", null));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("599999999999999999")]
    [InlineData("12 34")]
    [InlineData("99999999999999999999")]
    [InlineData("1e400")]
    public void A_number_that_is_no_time_is_refused(string text) => Assert.NotNull(Timestamps.ReadNumber(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Local_times_follow_the_zone_across_clock_changes()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var times = new Timestamps(zone);
        for (var local = new LocalDateTime(2026, 3, 27, 0, 0); local < new LocalDateTime(2026, 10, 27, 0, 0); local = local.PlusMinutes(17))
        {
            Assert.Null(times.Read(Encoding.UTF8.GetBytes(local.ToString("uuuu-MM-dd HH:mm:ss", null)), out var ticks));
            Assert.Equal(local.InZoneLeniently(zone).ToInstant().ToUnixTimeTicks(), ticks);
        }
    }
}
