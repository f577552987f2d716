namespace Compliance.Onboarding;

/// <summary>The columns of a sheet that tell of people, found by their names and by what stands in them.</summary>
internal sealed class RosterHeader
{
    /// <summary>Rows that are looked at to tell what a column holds.</summary>
    private const int Looked = 400;

    private static readonly RosterField[] Dates =
        [RosterField.Hired, RosterField.Rehired, RosterField.Left, RosterField.BackgroundCheck, RosterField.TrainingExpires];

    private readonly Dictionary<RosterField, MappedColumn> _columns;

    private RosterHeader(int line, Dictionary<RosterField, MappedColumn> columns, IReadOnlyList<string> ignored, IReadOnlyList<string> refused) =>
        (Line, _columns, Ignored, Refused) = (line, columns, ignored, refused);

    /// <summary>Which of the sheet's lines it is, from 0.</summary>
    public int Line { get; }

    /// <summary>In the order of the fields.</summary>
    public IReadOnlyList<MappedColumn> Columns => [.. _columns.Values.OrderBy(column => column.Field)];

    /// <summary>Columns that nothing here is read from.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Columns whose name says one thing and whose cells another, with what is wrong.</summary>
    public IReadOnlyList<string> Refused { get; }

    public bool Has(RosterField wanted) => _columns.ContainsKey(wanted);

    /// <summary>The cell of a field; empty when there is none.</summary>
    public string Cell(string[] row, RosterField field) => _columns.TryGetValue(field, out var column) ? row[column.Index] : "";

    /// <summary>Whether these are the columns of a list of people and their work: a name, and enough beside it.</summary>
    public bool IsRoster =>
        (Has(RosterField.Name) || (Has(RosterField.FirstName) && Has(RosterField.LastName)) || Has(RosterField.Id))
        && (Has(RosterField.Hired) || Has(RosterField.Title) || Has(RosterField.Left) || Has(RosterField.Team))
        && _columns.Keys.Count(key => key is not (RosterField.FirstName or RosterField.LastName)) >= 3;

    /// <summary>The header that maps most, of those that the sheet's first lines could be; null: none maps anything.</summary>
    public static RosterHeader? Find(Sheet sheet) =>
        sheet.HeaderCandidates.Select(line => Of(sheet, line)).Where(header => header._columns.Count > 0)
            .OrderByDescending(header => header._columns.Count).ThenBy(header => header.Line).FirstOrDefault();

    private static RosterHeader Of(Sheet sheet, int line)
    {
        var names = sheet.Lines[line];
        var rows = sheet.Below(line).Take(Looked).ToList();
        var columns = new Dictionary<RosterField, MappedColumn>();
        var ranks = new Dictionary<RosterField, int>();
        var (ignored, refused) = (new List<string>(), new List<string>());
        for (var i = 0; i < names.Length; i++)
        {
            var cells = rows.Select(row => row[i]).Where(cell => cell.Length > 0).ToList();
            if (Meaning(names[i], i, cells, refused) is not var (column, rank))
            {
                if (names[i].Length > 0) ignored.Add(names[i]);
                continue;
            }
            if (!ranks.TryGetValue(column.Field, out var other) || rank < other)
            {
                if (columns.TryGetValue(column.Field, out var replaced)) ignored.Add(replaced.Column);
                (columns[column.Field], ranks[column.Field]) = (column, rank);
            }
            else
            {
                ignored.Add(names[i]);
            }
        }
        return new RosterHeader(line, columns, ignored, refused);
    }

    private static (MappedColumn Column, int Rank)? Meaning(string name, int index, List<string> cells, List<string> refused)
    {
        if (ColumnNames.Find(name) is not var (field, rank))
        {
            // Nothing but a mail address looks like one.
            var mails = cells.Count(AccountName.IsMail);
            return cells.Count > 0 && mails == cells.Count ? (new MappedColumn(RosterField.OtherEmail, name, index, MappingGround.ContentAlone, mails, cells.Count), 1000) : null;
        }
        if (Test(field) is not { } fits) return (new MappedColumn(field, name, index, MappingGround.NameAlone, cells.Count, cells.Count), rank);
        var told = cells.Where(cell => !RosterDates.IsAbsent(cell)).ToList();
        var fitting = told.Count(cell => fits(cell));
        if (told.Count == 0) return (new MappedColumn(field, name, index, MappingGround.NameAlone, 0, 0), rank + 100);
        if (fitting * 5 >= told.Count * 4) return (new MappedColumn(field, name, index, MappingGround.NameAndContent, fitting, told.Count), rank);
        // A column `Email` of sign-in names is still what people sign in with.
        if (field == RosterField.Email) return (new MappedColumn(RosterField.Login, name, index, MappingGround.NameAlone, told.Count, told.Count), rank + 500);
        refused.Add($"`{name}`: only {fitting} of {told.Count} cells are {(Dates.Contains(field) ? "dates" : "what its name says")}");
        return null;
    }

    private static Func<string, bool>? Test(RosterField field) => field switch
    {
        RosterField.Email or RosterField.OtherEmail => AccountName.IsMail,
        RosterField.Name or RosterField.FirstName or RosterField.LastName => cell => cell.Any(char.IsLetter) && !cell.Any(char.IsAsciiDigit) && !cell.Contains('@', StringComparison.Ordinal),
        _ when Dates.Contains(field) => RosterDates.IsDate,
        _ => null,
    };
}
