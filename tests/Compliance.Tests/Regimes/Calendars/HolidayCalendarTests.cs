using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Regimes.Calendars;

public sealed class HolidayCalendarTests
{
    public static TheoryData<string> Ids => [.. HolidayCalendars.All.Select(calendar => calendar.Id)];

    [Fact]
    public void There_is_a_calendar_of_every_member_state_and_of_the_other_countries_whose_rules_count_business_days()
    {
        string[] expected =
        [
            "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
            "IS", "LI", "NO", "US", "US-CA", "US-NY", "BR", "JP", "CO", "CR", "GB", "CH",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), HolidayCalendars.All.Select(calendar => calendar.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_knows_four_years_and_no_other_and_says_where_its_days_come_from(string id)
    {
        var calendar = HolidayCalendars.Find(id)!;

        Assert.Equal([2025, 2026, 2027, 2028], calendar.Years);
        Assert.False(calendar.Knows(2024) || calendar.Knows(2029));
        Assert.Contains("general knowledge", calendar.Note, StringComparison.Ordinal);
        Assert.NotEmpty(calendar.Source);
        Assert.All(calendar.Years, year => Assert.InRange(calendar.Days.Count(day => day.Date.Year == year && !day.Closure), 7, 25));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void New_Year_and_Christmas_are_holidays_where_they_are(string id)
    {
        var calendar = HolidayCalendars.Find(id)!;

        Assert.All(calendar.Years, year => Assert.True(calendar.IsHoliday(new LocalDate(year, 1, 1)), $"{id} {year}"));
        Assert.All(calendar.Years, year => Assert.Equal(id != "JP", calendar.IsHoliday(new LocalDate(year, 12, 25))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_business_day_is_a_weekday_without_a_holiday_and_every_other_day_is_closed(string id)
    {
        var calendar = HolidayCalendars.Find(id)!;
        for (var day = new LocalDate(2025, 1, 1); day.Year < 2029; day = day.PlusDays(1))
        {
            var weekend = day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
            Assert.Equal(!weekend && !calendar.IsHoliday(day), calendar.IsBusinessDay(day));
            Assert.True(calendar.IsBusinessDay(day) || calendar.IsClosed(day), $"{id} {day}");
        }
    }

    [Theory]
    [InlineData("US", "2026-07-03", "Independence Day (observed)")]
    [InlineData("US", "2027-12-31", "New Year's Day (observed)")]
    [InlineData("US", "2026-11-26", "Thanksgiving Day")]
    [InlineData("US", "2026-11-11", "Veterans Day")]
    [InlineData("US", "2028-11-10", "Veterans Day (observed)")]
    [InlineData("US-CA", "2026-03-31", "Cesar Chavez Day")]
    [InlineData("US-NY", "2026-11-03", "General Election Day")]
    [InlineData("US-NY", "2028-11-07", "General Election Day")]
    [InlineData("BR", "2026-11-20", "Dia Nacional de Zumbi e da Consciência Negra")]
    [InlineData("BR", "2026-04-03", "Paixão de Cristo")]
    [InlineData("DE", "2026-10-03", "Tag der Deutschen Einheit")]
    [InlineData("NL", "2025-04-26", "Koningsdag")]
    [InlineData("NL", "2026-04-27", "Koningsdag")]
    [InlineData("IE", "2025-02-03", "Saint Brigid's Day")]
    [InlineData("IE", "2026-10-26", "October public holiday")]
    [InlineData("IT", "2027-10-04", "San Francesco")]
    [InlineData("JP", "2026-05-06", "Constitution Memorial Day (substitute)")]
    [InlineData("JP", "2026-09-22", "Citizens' Holiday")]
    [InlineData("JP", "2025-11-24", "Labour Thanksgiving Day (substitute)")]
    [InlineData("CO", "2026-11-16", "Independencia de Cartagena")]
    [InlineData("CO", "2026-06-15", "Sagrado Corazón de Jesús")]
    [InlineData("CR", "2026-04-02", "Jueves Santo")]
    [InlineData("GB", "2026-12-28", "Boxing Day (substitute)")]
    [InlineData("GB", "2027-12-28", "Boxing Day (substitute)")]
    [InlineData("GB", "2028-01-03", "New Year's Day (substitute)")]
    [InlineData("GB", "2026-05-25", "Spring bank holiday")]
    [InlineData("SE", "2026-06-19", "Midsummer Eve")]
    [InlineData("IS", "2026-04-23", "First Day of Summer")]
    [InlineData("PL", "2026-12-24", "Wigilia")]
    public void A_known_day_is_a_holiday(string id, string date, string name)
    {
        var day = HolidayCalendars.Find(id)!.Find(LocalDatePattern.Iso.Parse(date).Value);

        Assert.Equal((name, false), (day!.Value.Name, day.Value.Closure));
    }

    [Theory]
    [InlineData("BR", "2026-02-17", "carnival is no holiday by statute")]
    [InlineData("IT", "2025-10-04", "a holiday again only from 2026")]
    [InlineData("DK", "2026-05-01", "great prayer day is no more")]
    [InlineData("DE", "2026-11-01", "of some Länder only")]
    [InlineData("NL", "2025-04-27", "a Sunday: kept the day before")]
    [InlineData("US", "2025-12-26", "a closure by executive order")]
    [InlineData("JP", "2026-12-29", "a closure of the authorities")]
    public void An_ordinary_day_is_none(string id, string date, string why) =>
        Assert.False(HolidayCalendars.Find(id)!.IsHoliday(LocalDatePattern.Iso.Parse(date).Value), why);

    [Fact]
    public void A_closure_is_a_business_day_on_which_the_authorities_are_closed()
    {
        var japan = HolidayCalendars.Find("JP")!;
        var day = new LocalDate(2026, 12, 29);

        Assert.True(japan.IsBusinessDay(day) && japan.IsClosed(day));
        Assert.Equal(5 * 4, japan.Days.Count(closed => closed.Closure));
    }

    // 5 U.S.C. 6103(a): six holidays stand on a weekday, and the others are kept on one.
    [Fact]
    public void Of_the_eleven_federal_holidays_of_a_year_each_has_its_own_weekday_off()
    {
        var us = HolidayCalendars.Find("US")!;
        string[] mondays = ["Birthday of Martin Luther King, Jr.", "Washington's Birthday", "Memorial Day", "Labor Day", "Columbus Day"];

        Assert.All(us.Days.Where(day => mondays.Contains(day.Name)), day => Assert.Equal(IsoDayOfWeek.Monday, day.Date.DayOfWeek));
        Assert.All(us.Days.Where(day => day.Name.EndsWith("(observed)", StringComparison.Ordinal)), day => Assert.True(day.Date.DayOfWeek is IsoDayOfWeek.Monday or IsoDayOfWeek.Friday, day.ToString()));
        // 2027 has twelve: that of 2028 falls on its last day.
        Assert.Equal([11, 11, 12, 10], us.Years.Select(year => us.Days.Count(day => day.Date.Year == year && !day.Closure && us.IsHoliday(day.Date) && day.Date.DayOfWeek <= IsoDayOfWeek.Friday)));
    }

    [Fact]
    public void The_days_of_the_Ley_Emiliani_are_Mondays()
    {
        string[] fixedDays = ["Año Nuevo", "Jueves Santo", "Viernes Santo", "Día del Trabajo", "Día de la Independencia", "Batalla de Boyacá", "Inmaculada Concepción", "Navidad"];
        var moved = HolidayCalendars.Find("CO")!.Days.Where(day => !fixedDays.Any(name => day.Name.Contains(name, StringComparison.Ordinal))).ToList();

        Assert.InRange(moved.Count, 38, 40);
        Assert.All(moved, day => Assert.Equal(IsoDayOfWeek.Monday, day.Date.DayOfWeek));
    }

    [Theory]
    [InlineData("Europe/Berlin", "DE")]
    [InlineData("Europe/Amsterdam", "NL")]
    [InlineData("Europe/Oslo", "NO")]
    [InlineData("America/New_York", "US")]
    [InlineData("America/Los_Angeles", "US")]
    [InlineData("America/Sao_Paulo", "BR")]
    [InlineData("Asia/Tokyo", "JP")]
    [InlineData("Europe/London", "GB")]
    [InlineData("Asia/Manila", null)]
    [InlineData("Etc/UTC", null)]
    public void A_zone_has_the_calendar_of_its_country_or_none(string zone, string? id) =>
        Assert.Equal(id, HolidayCalendars.OfZone(DateTimeZoneProviders.Tzdb[zone])?.Id);

    [Fact]
    public void There_is_no_calendar_of_an_unknown_country() => Assert.Null(HolidayCalendars.Find("XX"));

    [Fact]
    public void A_year_that_is_not_known_gives_no_answer()
    {
        var calendar = HolidayCalendars.Find("DE")!;
        var date = new LocalDate(2031, 5, 5);

        Assert.False(calendar.Knows(date.Year));
        Assert.All(new Func<LocalDate, bool>[] { calendar.IsHoliday, calendar.IsClosed, calendar.IsBusinessDay },
            ask => Assert.Contains("does not know 2031", Assert.Throws<InvalidOperationException>(() => ask(date)).Message, StringComparison.Ordinal));
    }
}
