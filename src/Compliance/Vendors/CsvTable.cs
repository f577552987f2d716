using System.Text;
using CsvHelper;

namespace Compliance.Vendors;

/// <summary>A CSV file (RFC 4180, commas) whose first line names its columns, in any order and case. Columns nobody asks
/// for are left alone: rosters come with more than is needed here.</summary>
internal sealed class CsvTable
{
    private readonly string _file;
    private readonly InputProblems _problems;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private CsvTable(string file, InputProblems problems)
    {
        _file = file;
        _problems = problems;
    }

    /// <summary>Rows that hold anything, in file order.</summary>
    public List<CsvRow> Rows { get; } = [];

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <param name="known">The columns that mean something; each at most once in the header.</param>
    /// <param name="required">Those of them that must be there.</param>
    /// <param name="separator">Between cells.</param>
    public static CsvTable Read(string file, string text, InputProblems problems, string[] known, string[] required, char separator = ',')
    {
        var table = new CsvTable(file, problems);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = separator,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => table.Refuse(record.LineNumber, 1, Describe(record.Reason)),
        });
        if (table.ReadHeader(reader.Headers, known, required)) table.ReadRows(reader);
        return table;
    }

    private bool ReadHeader(IReadOnlyList<string> header, string[] known, string[] required)
    {
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i].Trim();
            if (known.Contains(name, StringComparer.OrdinalIgnoreCase) && !_columns.TryAdd(name, i))
                Refuse(1, 1, $"the column `{name}` is there twice: remove one");
        }
        var missing = required.Where(name => !Has(name)).ToList();
        foreach (var name in missing)
            Refuse(1, 1, $"the column `{name}` is missing: the first line names the columns, separated by commas, such as {string.Join(',', known)}");
        return missing.Count == 0;
    }

    private void ReadRows(CsvReader reader)
    {
        while (reader.Read())
        {
            if (reader.RawRecord.IndexOfAnyExcept(", \t\""u8) < 0) continue;
            if (reader.FieldCount == reader.Headers.Count) Rows.Add(new CsvRow(this, CellsOf(reader)));
            else
                Refuse(reader.LineNumber, 1,
                    $"{reader.FieldCount} cells where the header has {reader.Headers.Count}: put a cell that holds a comma in quotes, and write empty cells too");
        }
    }

    private static Cell[] CellsOf(CsvReader reader)
    {
        var cells = new Cell[reader.FieldCount];
        var (line, column) = (reader.LineNumber, 1L);
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = new Cell(reader.GetString(i).Trim(), line, column);
            var raw = reader.GetRawSpan(i);
            var lastLine = raw[(raw.LastIndexOf((byte)'\n') + 1)..];
            if (lastLine.Length < raw.Length) (line, column) = (line + raw.Count((byte)'\n'), 1);
            column += Encoding.UTF8.GetCharCount(lastLine) + 1;
        }
        return cells;
    }

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is opened and never closed: close it",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quote: double the quotes inside a cell",
        _ => "a quote stands inside a cell: put the cell in quotes, and double those inside it",
    };

    private void Refuse(long line, long column, string problem) => _problems.Add(_file, line, column, problem);

    /// <summary>A row of a table.</summary>
    internal sealed class CsvRow
    {
        private readonly CsvTable _table;
        private readonly Cell[] _cells;

        public CsvRow(CsvTable table, Cell[] cells) => (_table, _cells) = (table, cells);

        /// <summary>Line of the file on which the row begins, from 1.</summary>
        public int Line => (int)_cells[0].Line;

        /// <summary>The cell without surrounding space; null when empty or when there is no such column.</summary>
        public string? this[string column] =>
            _table._columns.TryGetValue(column, out var index) && _cells[index].Text is { Length: > 0 } text ? text : null;

        public string? Required(string column)
        {
            var text = this[column];
            if (text is null) Refuse(column, $"`{column}` is empty: fill it in, or remove the row");
            return text;
        }

        /// <summary>Notes a problem of a cell.</summary>
        public void Refuse(string column, string problem)
        {
            var cell = _cells[_table._columns.GetValueOrDefault(column)];
            _table.Refuse(cell.Line, cell.Column, problem);
        }
    }

    /// <summary>A cell without surrounding space, and the place where it begins.</summary>
    internal readonly record struct Cell(string Text, long Line, long Column);
}
