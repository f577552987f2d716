using Compliance.Entitlements;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>What lies in a folder as people receive it: each file is looked into, whatever it is called.</summary>
public sealed class FolderSurvey
{
    /// <summary>People of the largest vendor, several times over.</summary>
    private const int MostRows = 500_000;

    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal) { "csv", "ndjson" };
    private static readonly HashSet<string> Documents = new(StringComparer.OrdinalIgnoreCase)
    {
        ".doc", ".docx", ".odt", ".pdf", ".rtf", ".md", ".htm", ".html", ".eml", ".msg", ".pptx", ".png", ".jpg", ".jpeg",
    };

    private static readonly HashSet<string> Spreadsheets = new(StringComparer.OrdinalIgnoreCase) { ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".numbers" };
    private static readonly HashSet<string> Archives = new(StringComparer.OrdinalIgnoreCase) { ".zip", ".7z", ".rar", ".tar", ".tgz" };

    private readonly IVendorFolder _folder;
    private readonly DayOrder? _dayOrder;
    private readonly List<RosterSheet> _rosters = [];

    private FolderSurvey(IVendorFolder folder, DayOrder? dayOrder) => (_folder, _dayOrder) = (folder, dayOrder);

    /// <summary>By path.</summary>
    public IReadOnlyList<SurveyedFile> Files { get; private set; } = [];

    /// <summary>The rosters among them, read.</summary>
    public IReadOnlyList<RosterSheet> Rosters => _rosters;

    public IEnumerable<SurveyedFile> Of(FileKind kind) => Files.Where(file => file.Kind == kind);

    /// <param name="dayOrder">Which number of a roster's dates is the day; null: as its dates show.</param>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static FolderSurvey Of(IVendorFolder folder, DayOrder? dayOrder, CancellationToken cancellation)
    {
        var survey = new FolderSurvey(folder, dayOrder);
        var files = new List<SurveyedFile>();
        foreach (var file in folder.List())
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(survey.Look(file));
        }
        survey.Files = files;
        return survey;
    }

    private SurveyedFile Look(VendorFile file)
    {
        if (file.Path.StartsWith($"{EntitlementReader.Place}/", StringComparison.Ordinal)) return List(file) ?? Nothing(file, "lies in entitlements/, but is no list of users or roles in a known form");
        if (LogReader.IsAmongLogs(file.Path)) return UnderLogs(file);
        if (ContractFiles.Contain(file.Path) && !IsAnothers(file)) return new SurveyedFile(file.Path, FileKind.Contract, "part of a vendor folder");
        if (file.Length == 0) return Nothing(file, "empty");
        return NotRead(file) ?? Content(file);
    }

    private SurveyedFile UnderLogs(VendorFile file)
    {
        var trial = LogTrial.Of(_folder, file);
        return trial.IsLog ? Log(file, trial, trial.Format) : Nothing(file, $"lies under logs/, where every file is read as a log: {trial.Reason ?? "it holds no record"}");
    }

    private static SurveyedFile? NotRead(VendorFile file)
    {
        var extension = Path.GetExtension(file.Path);
        if (Documents.Contains(extension)) return Document(file);
        if (Spreadsheets.Contains(extension)) return Nothing(file, "a spreadsheet: save its sheet as CSV beside it");
        return Archives.Contains(extension) ? Nothing(file, "an archive: unpack it here") : null;
    }

    private SurveyedFile Content(VendorFile file)
    {
        var trial = LogTrial.Of(_folder, file);
        if (trial.IsLog && !Generic.Contains(trial.Format)) return Log(file, trial, trial.Format);
        if (List(file) is { } list) return list;
        var sheet = Table(file);
        if (sheet is { Lines.Count: > 1 })
        {
            if (OfSchedule(file, sheet.Lines[0]) is { } schedule) return schedule;
            if (trial.Accepted == 0 && Roster(file, sheet) is { } roster) return roster;
        }
        if (trial.IsLog) return Log(file, trial, trial.Format);
        if (sheet is { Lines.Count: > 1 } && Columns(file, sheet) is { } log) return log;
        // A spreadsheet's `Unicode Text` is a table; most other text is prose.
        if (Path.GetExtension(file.Path).Equals(".txt", StringComparison.OrdinalIgnoreCase)) return Document(file);
        return Nothing(file, sheet is { Foreign: { } line } && IsTable(sheet) ? OtherEncoding(line) : trial.Reason ?? "holds no record");
    }

    private static bool IsTable(Sheet sheet) =>
        sheet.HeaderCandidates.All(line => sheet.Lines[line].All(IsText)) && sheet.HeaderCandidates.Any(line => sheet.Lines[line].Length > 2);

    private static string OtherEncoding(int line) => $"its text is neither UTF-8 nor UTF-16 (line {line}), so that letters of it would be lost: save it as `CSV UTF-8`";

    private static SurveyedFile Document(VendorFile file) => new(file.Path, FileKind.Document, "text for people; nothing is read from it");

    private static SurveyedFile Log(VendorFile file, LogTrial trial, string format) =>
        new(file.Path, FileKind.Log, $"records of accesses, format {format}{(trial.NeedsZone ? ", times without an offset" : "")}{(trial.Foreign > 0 ? ", no UTF-8: taken for Windows-1252" : "")}")
        {
            Encoding = trial.Encoding,
            Foreign = trial.Foreign,
            Format = format,
            System = SystemNames.OfLog(format, file.Path),
            NeedsZone = trial.NeedsZone,
        };

    private SurveyedFile? Columns(VendorFile file, Sheet sheet)
    {
        var header = sheet.Foreign is null ? sheet.Lines[0] : Table(file, 1, TextEncoding.Windows1252)?.Lines[0] ?? sheet.Lines[0];
        var fields = LogColumns.Of(header);
        if (fields.Count == 0) return null;
        var trial = LogTrial.Of(_folder, file, fields);
        return trial.IsLog ? Log(file, trial, "csv") with { Fields = fields } : null;
    }

    private SurveyedFile? List(VendorFile file)
    {
        try
        {
            return EntitlementReader.Recognises(_folder, file) is { } form
                ? new SurveyedFile(file.Path, FileKind.UserList, $"users or roles{(form.System is null ? "" : $" of {form.System}")}, {form.Format}") { Format = form.Format, System = form.System }
                : null;
        }
        // What cannot even be decoded is no list.
        catch (InputException)
        {
            return null;
        }
    }

    private Sheet? Table(VendorFile file, int mostRows = MostRows, TextEncoding encoding = TextEncoding.Utf8)
    {
        using var stream = _folder.Open(file);
        var sheet = Sheet.Read(stream, mostRows, encoding);
        return sheet.Lines.Count > 0 && sheet.Lines[0].All(IsText) ? sheet : null;
    }

    private static bool IsText(string cell) => !cell.Any(c => c is < ' ' and not ('\n' or '\r' or '\t'));

    private SurveyedFile? Roster(VendorFile file, Sheet sheet)
    {
        if (RosterHeader.Find(sheet) is not { IsRoster: true } header) return null;
        // Names with letters lost would be names of nobody.
        if (sheet.Foreign is { } line) return Nothing(file, $"a roster, but {OtherEncoding(line)}");
        var roster = new RosterSheet(file.Path, sheet, header, _dayOrder);
        if (roster.Rows.Count == 0) return null;
        _rosters.Add(roster);
        return new SurveyedFile(file.Path, FileKind.Roster, $"a roster of {roster.Rows.Count} rows: {header.Columns.Count} of its columns are understood");
    }

    private static SurveyedFile? OfSchedule(VendorFile file, string[] header)
    {
        var names = header.Select(NameText.Column).ToHashSet(StringComparer.Ordinal);
        if (names.Contains("action") && names.Contains("from") && names.Contains("until"))
            return new SurveyedFile(file.Path, FileKind.Changes, "announced changes: name it changes.csv, with the columns person, role, action, from, until, ticket");
        var shifts = names.Contains("start") || names.Contains("shiftstart") || names.Contains("starttime");
        var ends = names.Contains("end") || names.Contains("shiftend") || names.Contains("endtime");
        return shifts && ends && !names.Overlaps(["hiredate", "title", "jobtitle", "status"])
            ? new SurveyedFile(file.Path, FileKind.Schedule, "a schedule of shifts: name it schedule.csv, with the columns person, start, end, type")
            : null;
    }

    // A personnel system's own people.csv has other columns than ours.
    private bool IsAnothers(VendorFile file)
    {
        if (file.Path is not ("people.csv" or "accounts.csv")) return false;
        using var stream = _folder.Open(file);
        var sheet = Sheet.Read(stream, 1);
        var needed = file.Path == "people.csv" ? new[] { "person", "status" } : ["account"];
        return sheet.Lines.Count == 0 || !needed.All(column => sheet.Lines[0].Contains(column, StringComparer.OrdinalIgnoreCase));
    }

    private static SurveyedFile Nothing(VendorFile file, string why) => new(file.Path, FileKind.Unknown, why);
}
