using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Assurance;

/// <summary>Days in messages.</summary>
internal static class Days
{
    public static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);

    public static int Between(LocalDate first, LocalDate last) => Period.DaysBetween(first, last);

    public static string Count(int days) => days == 1 ? "1 day" : $"{days} days";
}
