using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Vendors;

public sealed class ShiftTests
{
    // 2026-03-02 is a Monday.
    [Theory]
    [InlineData("2026-03-02T07:29:59", false)]
    [InlineData("2026-03-02T07:30:00", true)]
    [InlineData("2026-03-02T20:29:59", true)]
    [InlineData("2026-03-02T20:30:00", false)]
    [InlineData("2026-03-07T12:00:00", true)]
    [InlineData("2026-03-08T12:00:00", false)]
    public void A_day_shift_includes_its_beginning_and_not_its_end(string local, bool inside) =>
        Assert.Equal(inside, Contains("days: mon-sat, from: '07:30', to: '20:30'", "Asia/Manila", local));

    [Theory]
    [InlineData("2026-03-06T21:59:59", false)]
    [InlineData("2026-03-06T22:00:00", true)]
    [InlineData("2026-03-07T00:00:00", true)]
    [InlineData("2026-03-07T05:59:59", true)]
    [InlineData("2026-03-07T06:00:00", false)]
    [InlineData("2026-03-07T22:00:00", false)]
    [InlineData("2026-03-02T05:00:00", false)]
    public void A_night_shift_belongs_to_the_day_it_began(string local, bool inside) =>
        Assert.Equal(inside, Contains("days: mon-fri, from: '22:00', to: '06:00'", "Asia/Manila", local));

    [Theory]
    [InlineData("from: '00:00', to: '24:00'", "2026-03-02T00:00:00", true)]
    [InlineData("from: '00:00', to: '24:00'", "2026-03-02T23:59:59", true)]
    [InlineData("from: '00:00', to: '24:00'", "2026-03-03T00:00:00", false)]
    [InlineData("from: '18:00', to: '24:00'", "2026-03-02T23:59:59", true)]
    [InlineData("from: '18:00', to: '24:00'", "2026-03-03T00:00:00", false)]
    [InlineData("from: '18:00', to: '00:00'", "2026-03-02T23:59:59", true)]
    [InlineData("from: '18:00', to: '24:00'", "2026-03-02T17:59:59", false)]
    public void A_shift_may_end_with_the_day(string times, string local, bool inside) =>
        Assert.Equal(inside, Contains("days: mon, " + times, "Asia/Manila", local));

    [Theory]
    // New York springs forward on Sunday 2026-03-08 at 07:00Z: 02:00 becomes 03:00.
    [InlineData("2026-03-07T13:59:59Z", false)]
    [InlineData("2026-03-07T14:00:00Z", true)]
    [InlineData("2026-03-08T12:59:59Z", false)]
    [InlineData("2026-03-08T13:00:00Z", true)]
    [InlineData("2026-03-08T20:59:59Z", true)]
    [InlineData("2026-03-08T21:00:00Z", false)]
    public void A_clock_change_moves_no_shift(string instant, bool inside) =>
        Assert.Equal(inside, Shift("days: mon-sun, from: '09:00', to: '17:00'", "America/New_York").Contains(At(instant)));

    [Theory]
    // It falls back on Sunday 2026-11-01 at 06:00Z: 02:00 becomes 01:00, and 01:30 happens twice.
    [InlineData("2026-11-01T04:59:59Z", true)]
    [InlineData("2026-11-01T05:30:00Z", true)]
    [InlineData("2026-11-01T06:30:00Z", true)]
    [InlineData("2026-11-01T06:59:59Z", true)]
    [InlineData("2026-11-01T07:00:00Z", false)]
    public void A_night_shift_over_the_hour_that_happens_twice_holds_both(string instant, bool inside) =>
        Assert.Equal(inside, Shift("days: sat, from: '22:00', to: '02:00'", "America/New_York").Contains(At(instant)));

    [Fact]
    public void A_zone_of_its_own_wins_over_the_model_s()
    {
        var shift = Shift("days: mon, from: '09:00', to: '17:00', zone: Europe/London", "Asia/Manila");

        Assert.True(shift.Contains(At("2026-03-02T09:00:00Z")));
        Assert.False(shift.Contains(At("2026-03-02T08:59:59Z")));
    }

    [Theory]
    [InlineData("mon", 0b0000001)]
    [InlineData("mon-sun", 0b1111111)]
    [InlineData("fri-mon", 0b1110001)]
    [InlineData("Mon, Wed-FRI", 0b0011101)]
    [InlineData("sun-sun,sun", 0b1000000)]
    [InlineData("tue-mon", 0b1111111)]
    public void Days_are_lists_and_ranges_that_may_wrap(string text, int days) =>
        Assert.Equal(days, Shift($"days: '{text}', from: '09:00', to: '17:00'", "UTC").Days);

    [Theory]
    [InlineData("mon-")]
    [InlineData("mon-wed-fri")]
    [InlineData("mon,,tue")]
    [InlineData("monday")]
    [InlineData("1-5")]
    public void Other_days_are_refused(string text)
    {
        Assert.Null(Notations.Days(text, out var problem));
        Assert.StartsWith($"`{text}` is not a list of days", problem, StringComparison.Ordinal);
    }

    private static bool Contains(string shift, string zone, string local) =>
        Shift(shift, zone).Contains(LocalDateTimePattern.ExtendedIso.Parse(local).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToInstant());

    private static Shift Shift(string shift, string zone)
    {
        var access = $"timezone: {zone}\nroles: {{ a: {{ when: {{ hours: [{{ {shift} }}] }}, allow: [{{ actions: [x] }}] }} }}\n";
        return Assert.Single(VendorReader.Read(MemoryFolder.With(access: access)).Access.Roles[0].Allow[0].When.Hours!);
    }

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
