using System.Globalization;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>Which number of <c>03/04/2026</c> is the day.</summary>
public enum DayOrder
{
    /// <summary>No date shows it.</summary>
    Unknown,
    DayFirst,
    MonthFirst,

    /// <summary>Some dates show one, some the other: the file is broken.</summary>
    Contradictory,
}

/// <summary>Reads dates as personnel systems and spreadsheets write them. Whether the day or the month stands first is never
/// guessed from one date: the dates of the whole file tell it together, or nobody does.</summary>
internal static class RosterDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly HashSet<string> Absent = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "--", "n/a", "na", "none", "null", "nil", "tbd", "(blank)", "present", "current", "open", "active",
    };

    /// <summary>What the dates of a file say together.</summary>
    public static DayOrder OrderOf(IEnumerable<string> cells)
    {
        var order = DayOrder.Unknown;
        foreach (var cell in cells)
        {
            if (Numbers(cell) is not var (first, second, _, dotted)) continue;
            var shown = dotted ? DayOrder.Unknown : first > 12 && second <= 12 ? DayOrder.DayFirst : second > 12 && first <= 12 ? DayOrder.MonthFirst : DayOrder.Unknown;
            if (shown == DayOrder.Unknown) continue;
            if (order != DayOrder.Unknown && order != shown) return DayOrder.Contradictory;
            order = shown;
        }
        return order;
    }

    /// <summary>Whether a cell holds a date, whichever number is its day.</summary>
    public static bool IsDate(string cell) => Read(cell, DayOrder.DayFirst).IsDate || Read(cell, DayOrder.MonthFirst).IsDate;

    public static bool IsAbsent(string cell) => Absent.Contains(cell);

    /// <param name="order">Which number is the day, where numbers alone are written.</param>
    public static DateReading Read(string cell, DayOrder order)
    {
        if (IsAbsent(cell)) return default;
        var text = WithoutTime(cell);
        if (Numbers(text) is var (first, second, year, dotted))
        {
            if (dotted || order == DayOrder.DayFirst || (first == second)) return Day(year, second, first);
            if (order == DayOrder.MonthFirst) return Day(year, first, second);
            return Day(year, first, second).IsDate || Day(year, second, first).IsDate ? DateReading.Unclear : DateReading.NoDate;
        }
        return Plain(text);
    }

    // Written so that only one reading is possible.
    private static DateReading Plain(string text)
    {
        var parts = text.Split(['-', '/', '.', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 1) return OneNumber(parts[0]);
        if (parts.Length != 3) return DateReading.NoDate;
        var month = Array.FindIndex(parts, part => Month(part) > 0);
        if (month < 0) return parts[0].Length == 4 && Number(parts[0]) is { } year && Number(parts[1]) is { } m && Number(parts[2]) is { } d ? Day(year, m, d) : DateReading.NoDate;
        if (month == 2) return DateReading.NoDate;
        if (month == 1 && parts[0].Length == 4) return Number(parts[0]) is { } y && Number(parts[2]) is { } last ? Day(y, Month(parts[1]), last) : DateReading.NoDate;
        return Number(parts[month == 0 ? 1 : 0]) is { } day && Year(parts[2]) is { } of ? Day(of, Month(parts[month]), day) : DateReading.NoDate;
    }

    // 20260131, or a spreadsheet's count of days since 1899-12-30.
    private static DateReading OneNumber(string text)
    {
        if (Number(text) is not { } number) return DateReading.NoDate;
        if (text.Length == 8) return Day(number / 10000, number / 100 % 100, number % 100);
        return text.Length == 5 && number is > 20000 and < 60000 ? new DateReading(new LocalDate(1899, 12, 30).PlusDays(number), false, false) : DateReading.NoDate;
    }

    private static (int First, int Second, int Year, bool Dotted)? Numbers(string cell)
    {
        var text = WithoutTime(cell);
        var separator = text.IndexOfAny(['/', '-', '.']) is >= 0 and var at ? text[at] : '\0';
        if (separator == '\0') return null;
        var parts = text.Split(separator);
        if (parts.Length != 3 || parts[0].Length > 2) return null;
        return Number(parts[0]) is { } first && Number(parts[1]) is { } second && Year(parts[2]) is { } year ? (first, second, year, separator == '.') : null;
    }

    // Midnight is what an export adds to a day.
    private static string WithoutTime(string cell)
    {
        var text = cell.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return text;
        var cut = text.LastIndexOfAny([' ', 'T'], colon);
        return cut > 0 ? text[..cut].Trim() : text;
    }

    private static DateReading Day(int year, int month, int day)
    {
        if (month is < 1 or > 12 || day < 1) return DateReading.NoDate;
        // 1900-01-01 and 9999-12-31 are how systems write that there is none.
        if (year is < 1950 or > 2900) return default;
        if (year > 2200 || day > CalendarSystem.Iso.GetDaysInMonth(year, month)) return DateReading.NoDate;
        return new DateReading(new LocalDate(year, month, day), false, false);
    }

    private static int Month(string text) => text.Length < 3 || !char.IsAsciiLetter(text[0]) ? 0
        : Array.FindIndex(Months, month => text.StartsWith(month, StringComparison.OrdinalIgnoreCase)) + 1;

    private static int? Year(string text) => text.Length switch
    {
        4 => Number(text),
        2 => Number(text) is { } year ? year + (year < 70 ? 2000 : 1900) : null,
        _ => null,
    };

    private static int? Number(string text) =>
        text.Length <= 8 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>What a cell of a date holds; <c>default</c>: nothing.</summary>
/// <param name="IsUnclear">A date, but nobody says which number is the day.</param>
/// <param name="IsOther">Text that is no date.</param>
internal readonly record struct DateReading(LocalDate? Date, bool IsUnclear, bool IsOther)
{
    public static readonly DateReading Unclear = new(null, true, false);
    public static readonly DateReading NoDate = new(null, false, true);

    public bool IsDate => Date is not null;
}
