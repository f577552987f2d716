using Compliance.Onboarding;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Onboarding;

public sealed class RosterDatesTests
{
    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026/01/31")]
    [InlineData("20260131")]
    [InlineData("31.01.2026")]
    [InlineData("31-Jan-2026")]
    [InlineData("31 January 2026")]
    [InlineData("Jan 31, 2026")]
    [InlineData("31-Jan-26")]
    [InlineData("2026-Jan-31")]
    [InlineData("2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31 00:00:00.000")]
    [InlineData("46053")]
    public void A_date_that_can_be_read_in_one_way_is_read_so(string cell) =>
        Assert.Equal(new LocalDate(2026, 1, 31), RosterDates.Read(cell, DayOrder.Unknown).Date);

    [Theory]
    [InlineData("03/04/2026", DayOrder.DayFirst, 4, 3)]
    [InlineData("03/04/2026", DayOrder.MonthFirst, 3, 4)]
    [InlineData("3-4-26", DayOrder.DayFirst, 4, 3)]
    [InlineData("3/4/2026 12:00:00 AM", DayOrder.MonthFirst, 3, 4)]
    public void Numbers_alone_are_read_in_the_order_of_the_file(string cell, DayOrder order, int month, int day) =>
        Assert.Equal(new LocalDate(2026, month, day), RosterDates.Read(cell, order).Date);

    [Fact]
    public void Numbers_alone_whose_order_nobody_tells_are_not_guessed() => Assert.True(RosterDates.Read("03/04/2026", DayOrder.Unknown).IsUnclear);

    [Fact]
    public void One_date_of_a_file_tells_the_order_of_all() => Assert.Equal(DayOrder.DayFirst, RosterDates.OrderOf(["03/04/2026", "", "31/01/2026", "2026-02-28"]));

    [Fact]
    public void A_file_that_tells_both_orders_is_broken() => Assert.Equal(DayOrder.Contradictory, RosterDates.OrderOf(["31/01/2026", "01/31/2026"]));

    [Theory]
    [InlineData("")]
    [InlineData("N/A")]
    [InlineData("-")]
    [InlineData("9999-12-31")]
    [InlineData("1/1/1900")]
    public void What_stands_for_no_date_is_none(string cell) => Assert.Equal(default, RosterDates.Read(cell, DayOrder.MonthFirst));

    [Theory]
    [InlineData("soon")]
    [InlineData("31/02/2026")]
    [InlineData("2026-13-01")]
    [InlineData("4.2")]
    [InlineData("12")]
    public void What_is_no_date_is_said_to_be_none(string cell) => Assert.True(RosterDates.Read(cell, DayOrder.DayFirst).IsOther);

    [Fact]
    public void No_cell_is_too_odd() => Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<DayOrder>(), (cell, order) =>
    {
        var reading = RosterDates.Read(cell ?? "", order);

        Assert.False(reading.IsDate && (reading.IsUnclear || reading.IsOther));
    }));
}
