using System.Globalization;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>One file of a roster: how its columns were understood, and its rows.</summary>
public sealed class RosterSheet
{
    private static readonly Dictionary<string, string> Statuses = new (string Status, string Words)[]
    {
        ("active", "active a yes y true 1 employed current working production nesting training activo aktiv"),
        ("terminated", "terminated t termed inactive separated resigned left exited former dismissed attrited attrition no n false 0 baja "
            + "ausgeschieden ausgetreten endofcontract"),
        ("leave", "leave onleave loa leaveofabsence l maternityleave maternity parentalleave paternityleave medicalleave sickleave unpaidleave "
            + "paidleave sabbatical suspended licencia elternzeit mutterschutz krank beurlaubt"),
    }.SelectMany(row => row.Words.Split(' '), (row, word) => (word, row.Status)).ToDictionary(pair => pair.word, pair => pair.Status, StringComparer.Ordinal);

    private const int LongestCell = 256;
    private readonly RosterHeader _header;

    internal RosterSheet(string path, Sheet sheet, RosterHeader header, DayOrder? given)
    {
        Path = path;
        _header = header;
        var rows = sheet.Below(header.Line).ToList();
        var dates = header.Columns.Where(column => IsDate(column.Field)).ToList();
        DayOrder = given ?? RosterDates.OrderOf(dates.SelectMany(column => rows.Select(row => row[column.Index])));
        Rows = [.. rows.Select((row, index) => Row(row, index + 1)).Where(IsOfSomebody)];
        Skipped = sheet.Broken + sheet.Lines.Count - header.Line - 1 - Rows.Count;
    }

    public string Path { get; }

    public IReadOnlyList<MappedColumn> Columns => _header.Columns;

    /// <summary>Columns that nothing is read from.</summary>
    public IReadOnlyList<string> Ignored => _header.Ignored;

    /// <summary>Columns whose name and content disagree.</summary>
    public IReadOnlyList<string> Refused => _header.Refused;

    /// <summary>Which number of a date is the day.</summary>
    public DayOrder DayOrder { get; }

    /// <summary>Dates left out because nobody says which number is the day.</summary>
    public int UnclearDates { get; private set; }

    /// <summary>Dates left out because they are none.</summary>
    public int WrongDates { get; private set; }

    /// <summary>Lines that tell of nobody, or are no CSV.</summary>
    public long Skipped { get; }

    internal IReadOnlyList<RosterRow> Rows { get; }

    // `Total headcount: | 20` stands below many a roster.
    private static bool IsOfSomebody(RosterRow row) => row.Name.Length > 0 ? row.Name.Any(char.IsLetter) : row.Id.Length > 0;

    private static bool IsDate(RosterField field) =>
        field is RosterField.Hired or RosterField.Rehired or RosterField.Left or RosterField.BackgroundCheck or RosterField.TrainingExpires;

    private RosterRow Row(string[] cells, long number)
    {
        string Cell(RosterField field) => OneLine(_header.Cell(cells, field));
        var name = Cell(RosterField.Name) is { Length: > 0 } whole ? whole : $"{Cell(RosterField.FirstName)} {Cell(RosterField.LastName)}".Trim();
        var left = Date(Cell(RosterField.Left));
        var rehired = Date(Cell(RosterField.Rehired));
        return new RosterRow
        {
            Id = Id(Cell(RosterField.Id)),
            Name = name,
            Emails = [.. new[] { Cell(RosterField.Email), Cell(RosterField.OtherEmail) }.Where(AccountName.IsMail).Distinct(StringComparer.OrdinalIgnoreCase)],
            Login = Cell(RosterField.Login) is { Length: > 0 } login && !RosterDates.IsAbsent(login) ? login : null,
            Rehired = rehired,
            Period = new RosterPeriod
            {
                Title = Text(Cell(RosterField.Title)),
                Team = Text(Cell(RosterField.Team)),
                Site = Text(Cell(RosterField.Site)),
                Country = Text(Cell(RosterField.Country)),
                Status = Status(Cell(RosterField.Status), left),
                Hired = Date(Cell(RosterField.Hired)),
                Left = left,
                BackgroundCheck = Date(Cell(RosterField.BackgroundCheck)),
                TrainingExpires = Date(Cell(RosterField.TrainingExpires)),
                Source = Path,
                Row = number,
            },
        };
    }

    // Spreadsheets make `1042.0` of a number.
    private static string Id(string cell) => RosterDates.IsAbsent(cell) ? ""
        : cell.EndsWith(".0", StringComparison.Ordinal) && cell[..^2].All(char.IsAsciiDigit) ? cell[..^2] : cell;

    // What names people in files of ours is one line of text.
    private static string OneLine(string cell)
    {
        if (cell.Length <= LongestCell && !cell.Any(char.IsControl)) return cell;
        var line = string.Join(' ', new string([.. cell.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestCell ? line : line[..(char.IsHighSurrogate(line[LongestCell - 1]) ? LongestCell - 1 : LongestCell)].TrimEnd();
    }

    private static string? Text(string cell) => RosterDates.IsAbsent(cell) ? null : cell;

    // `Active - Production` is active. A roster without a word for it says by the date of leaving alone who has left.
    private static string Status(string cell, LocalDate? left)
    {
        if (cell.Length == 0) return left is null ? "active" : "terminated";
        if (Statuses.TryGetValue(NameText.Column(cell), out var known)) return known;
        var first = cell.Split([' ', '-', '/', ',', '('], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (Statuses.TryGetValue(NameText.Column(first), out known)) return known;
        return string.Create(CultureInfo.InvariantCulture, $"{NameText.Slug(cell) switch { "" => "unknown", var word => word }}");
    }

    private LocalDate? Date(string cell)
    {
        var reading = RosterDates.Read(cell, DayOrder);
        if (reading.IsUnclear) UnclearDates++;
        if (reading.IsOther) WrongDates++;
        return reading.Date;
    }
}

/// <summary>One row of a roster.</summary>
internal sealed record RosterRow
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Emails { get; init; }
    public required string? Login { get; init; }
    public required LocalDate? Rehired { get; init; }
    public required RosterPeriod Period { get; init; }
}
