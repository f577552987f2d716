using Compliance.Regimes;
using NodaTime;

namespace Compliance.Tests.Regimes.Calendars;

/// <summary>The days that follow Easter, against Easter computed another way: from the tables of epacts and Sunday letters.</summary>
public sealed class EasterTests
{
    private static readonly string[] Orthodox = ["BG", "CY", "GR", "RO"];
    private static readonly string[] WithEasterMonday =
    [
        "AT", "BE", "CH", "CZ", "DE", "DK", "FI", "FR", "GB", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "NL", "NO", "PL", "SE", "SI", "SK",
    ];
    private static readonly string[] WithGoodFriday =
    [
        "BR", "CH", "CO", "CR", "CZ", "DE", "DK", "EE", "ES", "FI", "GB", "HU", "IS", "LV", "MT", "NL", "NO", "PT", "SE", "SK",
    ];

    [Theory]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2028, "2028-04-16")]
    public void The_other_way_gives_the_known_dates(int year, string easter) =>
        Assert.Equal(easter, Western(year).ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Easter_Monday_is_a_holiday_where_the_statute_has_it_and_an_ordinary_day_elsewhere() => Stands(WithEasterMonday, 1, Western, except: []);

    [Fact]
    public void Good_Friday_is_a_holiday_where_the_statute_has_it_and_an_ordinary_day_elsewhere() => Stands(WithGoodFriday, -2, Western, except: []);

    [Fact]
    public void Ascension_Day_is_a_holiday_where_the_statute_has_it() =>
        Stands(["AT", "BE", "CH", "DE", "DK", "FI", "FR", "IS", "LI", "LU", "NL", "NO", "SE"], 39, Western,
            // Other holidays that fall on that Thursday: 29 May 2025 none, 14 May 2026 none, 6 May 2027 of Bulgaria, 25 May 2028 none.
            except: ["BG"]);

    [Fact]
    public void The_Orthodox_days_stand_where_the_church_is() => Stands(Orthodox, 1, OrthodoxEaster,
        // Early May and late April of 2026 to 2028: 13 April 2026, 3 May 2027, 17 April 2028, 21 April 2025, which is the western one too.
        except: [.. WithEasterMonday, "JP", "GB", "PL", "BR", "IE"]);

    private static void Stands(string[] ids, int days, Func<int, LocalDate> easter, string[] except) =>
        Assert.All(
            from calendar in HolidayCalendars.All
            where !except.Contains(calendar.Id) || ids.Contains(calendar.Id)
            from year in calendar.Years
            select (calendar, date: easter(year).PlusDays(days)),
            one =>
            {
                var isHoliday = one.calendar.IsHoliday(one.date);
                // In 2025 both Easters were on one day.
                if (ids.Contains(one.calendar.Id)) Assert.True(isHoliday, $"{one.calendar.Id} {one.date}");
                else if (OrthodoxEaster(one.date.Year) != Western(one.date.Year)) Assert.False(isHoliday, $"{one.calendar.Id} {one.date}");
            });

    // Sunday after the paschal full moon: Clavius' table as arithmetic on the golden number, valid from 1900 to 2199.
    private static LocalDate Western(int year)
    {
        var moon = new LocalDate(year, 3, 21).PlusDays((((year % 19) * 19) + 24) % 30);
        if (moon == new LocalDate(year, 4, 19) || (moon == new LocalDate(year, 4, 18) && year % 19 > 10)) moon = moon.PlusDays(-1);
        return moon.Next(IsoDayOfWeek.Sunday);
    }

    // The same of the old calendar: the moon by its golden number, the Sunday of the Julian week, told in dates of ours.
    private static LocalDate OrthodoxEaster(int year)
    {
        var moon = new LocalDate(year, 3, 21, CalendarSystem.Julian).PlusDays((((year % 19) * 19) + 15) % 30);
        return moon.Next(IsoDayOfWeek.Sunday).WithCalendar(CalendarSystem.Iso);
    }
}
