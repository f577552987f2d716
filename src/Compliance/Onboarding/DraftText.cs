using System.Globalization;
using Compliance.Reports;
using Compliance.Vendors;
using NodaTime.Text;

namespace Compliance.Onboarding;

/// <summary>A first draft for a person at a terminal: what was found, how it was understood, who could not be joined, and what to
/// do next.</summary>
public sealed class DraftText
{
    private const int MostShown = 12;

    private static readonly Dictionary<JoinGround, string> Grounds = new()
    {
        [JoinGround.Given] = "as accounts.csv says",
        [JoinGround.Email] = "by mail address",
        [JoinGround.Guest] = "by a guest's address",
        [JoinGround.Id] = "by employee's id",
        [JoinGround.Login] = "by sign-in name",
        [JoinGround.Session] = "by the name of an AWS session",
        [JoinGround.LocalPart] = "by what stands before the @",
        [JoinGround.DisplayName] = "by a name that one person alone has",
    };

    private readonly FirstDraft _draft;
    private readonly TerminalText _text;

    private DraftText(FirstDraft draft, TerminalText text) => (_draft, _text) = (draft, text);

    /// <param name="folder">As the user wrote it, for the commands to run next.</param>
    public static void Write(FirstDraft draft, IReadOnlyDictionary<string, DraftOutcome> outcomes, string folder, TextWriter output, int width = 100, bool colour = false)
    {
        var text = new DraftText(draft, new TerminalText(output, width, colour));
        text.Found();
        foreach (var sheet in draft.Roster.Sheets) text.Columns(sheet);
        text.LogFields();
        text.People();
        text.Joined();
        text.Open();
        text.Roles();
        text.Files(outcomes);
        text.Next(outcomes, folder);
    }

    private void Found()
    {
        _text.Line(0, ("FOUND", Tone.Strong));
        _text.Table(2, [new("file"), new("is", Tone: word => word == "unknown" ? Tone.Doubtful : Tone.Plain), new("why")],
            [.. _draft.Survey.Files.Where(file => file.Path != ContractFiles.Remembered).Select(file => new[] { file.Path, Word(file.Kind), file.Why })]);
    }

    private void Columns(RosterSheet sheet)
    {
        _text.Heading($"COLUMNS of {sheet.Path}");
        _text.Table(2, [new("column"), new("is"), new("because")],
            [.. sheet.Columns.Select(column => new[] { column.Column, Word(column.Field), Because(column) })]);
        foreach (var refused in sheet.Refused) _text.Labelled(2, "not taken", 9, refused);
        if (sheet.Ignored.Count > 0) _text.Labelled(2, "not read", 9, string.Join(", ", sheet.Ignored));
        if (_draft.Given.DayOrder is { } given) _text.Labelled(2, "dates", 9, $"the {(given == DayOrder.DayFirst ? "day" : "month")} stands first, as given");
        else if (sheet.DayOrder == DayOrder.MonthFirst) _text.Labelled(2, "dates", 9, "the month stands first, as some of them show");
        else if (sheet.DayOrder == DayOrder.DayFirst) _text.Labelled(2, "dates", 9, "the day stands first, as some of them show");
        if (sheet.UnclearDates > 0)
            _text.Labelled(2, "dates", 9, $"{Number(sheet.UnclearDates)} could be day/month or month/day and are left out: {(sheet.DayOrder == DayOrder.Contradictory ? "some show one order and some the other, so correct the file" : "run again with --dates dmy or --dates mdy")}");
        if (sheet.WrongDates > 0) _text.Labelled(2, "dates", 9, $"{Number(sheet.WrongDates)} cells of dates hold something else and are left out");
        if (sheet.Skipped > 0) _text.Labelled(2, "lines", 9, $"{Number(sheet.Skipped)} below the header tell of nobody and are left out");
    }

    private void LogFields()
    {
        foreach (var file in _draft.Survey.Of(FileKind.Log).Where(file => file.Fields.Count > 0))
        {
            _text.Heading($"COLUMNS of {file.Path}");
            _text.Table(2, [new("column"), new("is")], [.. file.Fields.Select(field => new[] { field.Value, field.Key })]);
        }
    }

    private void People()
    {
        _text.Heading("PEOPLE");
        if (_draft.Roster.People.Count == 0)
        {
            _text.Labelled(2, "none", 8, "no roster was found: put the vendor's list of people here as CSV, with names, ids or addresses, titles and dates");
            return;
        }
        var open = _draft.Roster.People.Count(person => person.Periods.Any(period => period.IsOpen(_draft.LastDay)));
        _text.Labelled(2, "people", 8, $"{Number(_draft.Roster.People.Count)}, {Number(open)} of them employed on {LocalDatePattern.Iso.Format(_draft.LastDay)}");
        var back = _draft.Roster.People.Count(person => person.Periods.Count > 1);
        if (back > 0) _text.Labelled(2, "again", 8, $"{Number(back)} with more than one period of employment");
        _text.Labelled(2, "zone", 8, $"{_draft.Timezone.Zone.Id}: {_draft.Timezone.Why}");
        foreach (var doubt in _draft.Roster.Doubts.Take(MostShown)) _text.Labelled(2, "look at", 8, doubt);
        if (_draft.Roster.Doubts.Count > MostShown) _text.Labelled(2, "", 8, $"and {Number(_draft.Roster.Doubts.Count - MostShown)} more");
    }

    private void Joined()
    {
        _text.Heading("ACCOUNTS");
        var joined = _draft.Accounts.Where(account => account.Person is not null).ToList();
        _text.Labelled(2, "joined", 8, $"{Number(joined.Count)} of {Number(_draft.Accounts.Count)} accounts to {Number(joined.Select(account => account.Person).Distinct().Count())} of {Number(_draft.Roster.People.Count)} people");
        foreach (var ground in joined.GroupBy(account => account.Ground).OrderBy(group => group.Key))
            _text.Labelled(2, "", 8, $"{Number(ground.Count())} {Grounds[ground.Key]}");
        var without = _draft.Roster.People.Where(person => person.Periods.Any(period => period.IsOpen(_draft.LastDay))).Except(joined.Select(account => account.Person!)).ToList();
        if (without.Count > 0) _text.Labelled(2, "without", 8, $"{Number(without.Count)} of the people who are employed {(without.Count == 1 ? "has" : "have")} no account here: {Some(without.Select(person => person.Key))}");
        if (_draft.Use.IsCut) _text.Labelled(2, "cut", 8, "the logs name more accounts or actions than are kept: what is drafted rests on a part of them");
    }

    private void Open()
    {
        var open = _draft.Accounts.Where(account => account.Person is null && account.Ground == JoinGround.None).OrderByDescending(account => account.IsAmbiguous).ThenByDescending(account => account.Events).ToList();
        if (open.Count == 0) return;
        _text.Heading($"JOINED TO NOBODY  ({Number(open.Count)} accounts; all of them are in {ContractFiles.Unjoined})");
        _text.Table(2, [new("account"), new("system"), new("listed as"), new("events", true), new("could be"), new("why")],
            [.. open.Take(MostShown).Select(account => new[] { account.Account, account.System ?? "", account.Listed?.DisplayName ?? "", Number(account.Events), Some(account.Candidates.Select(person => person.Key)), account.Why })]);
        if (open.Count > MostShown) _text.Line(2, ($"and {Number(open.Count - MostShown)} more", Tone.Faint));
    }

    private void Roles()
    {
        if (_draft.Roles.Count == 0) return;
        _text.Heading("ROLES, as titles or groups suggest them; nothing of them is approved");
        _text.Table(2, [new("role"), new("people", true), new("active", true), new("actions", true), new("left out", true), new("made of")],
            [.. _draft.Roles.Take(2 * MostShown).Select(role => new[]
            {
                role.Name, Number(role.Holders.Count), Number(role.Active), Number(role.Actions.Count(action => action.IsCommon)), Number(role.Actions.Count(action => !action.IsCommon)), $"the {role.SourceKind} {role.Source}",
            })]);
        if (_draft.Roles.Count > 2 * MostShown) _text.Line(2, ($"and {Number(_draft.Roles.Count - 2 * MostShown)} more", Tone.Faint));
        if (_draft.WithoutRole.Count > 0) _text.Labelled(2, "none", 8, $"nothing tells the role of {Number(_draft.WithoutRole.Count)} people: {Some(_draft.WithoutRole.Select(person => person.Key))}");
    }

    private void Files(IReadOnlyDictionary<string, DraftOutcome> outcomes)
    {
        _text.Heading("FILES");
        foreach (var (name, outcome) in outcomes) _text.Labelled(2, name, 13, Word(name, outcome));
    }

    private void Next(IReadOnlyDictionary<string, DraftOutcome> outcomes, string folder)
    {
        _text.Heading("NEXT");
        var steps = new List<string>();
        if (_draft.Survey.Files.Any(file => file.Kind == FileKind.Unknown)) steps.Add("see whether a file that is unknown matters, and do what is said of it");
        if (_draft.Roster.Sheets.Any(sheet => sheet.UnclearDates > 0)) steps.Add("say which number of the roster's dates is the day: --dates dmy or --dates mdy");
        if (!_draft.Timezone.IsKnown) steps.Add("say where the vendor's people work: --timezone, or `timezone` in access.yaml");
        if (_draft.Accounts.Any(account => account.Person is null && account.Ground == JoinGround.None)) steps.Add($"find out whose the accounts in {ContractFiles.Unjoined} are, and add rows for them to accounts.csv");
        if (outcomes.Values.Contains(DraftOutcome.Beside)) steps.Add($"compare the files with their {ContractFiles.DraftSuffix}, take over what you want and delete the draft");
        steps.Add("read access.yaml against the contract: take out what it does not give; then fill in `approved`");
        steps.Add($"compliance check {folder}");
        steps.Add($"compliance audit {folder}");
        for (var i = 0; i < steps.Count; i++) _text.Labelled(2, string.Create(CultureInfo.InvariantCulture, $"{i + 1}."), 2, steps[i]);
    }

    private static string Because(MappedColumn column) => column.Ground switch
    {
        MappingGround.NameAndContent => $"sure: its name says so, and {Number(column.Fitting)} of {Number(column.Filled)} cells agree",
        MappingGround.ContentAlone => $"likely: all of its {Number(column.Filled)} cells are mail addresses",
        _ when column.Filled == 0 => "likely: its name says so; it is empty",
        _ => "likely: its name says so",
    };

    private static string Word(string name, DraftOutcome outcome) => outcome switch
    {
        DraftOutcome.Written => "written",
        DraftOutcome.Unchanged => "as it was",
        DraftOutcome.Renewed => "drafted anew; nobody had edited it",
        DraftOutcome.Kept => "kept as you edited it; nothing new came since",
        _ => $"kept as you wrote it; what would be drafted now is {name}{ContractFiles.DraftSuffix}",
    };

    private static string Word(FileKind kind) => kind switch
    {
        FileKind.UserList => "user list",
        FileKind.Contract => "ours",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Word(RosterField field) => field switch
    {
        RosterField.Id => "employee's id",
        RosterField.FirstName => "given name",
        RosterField.LastName => "family name",
        RosterField.Email => "mail address",
        RosterField.OtherEmail => "another mail address",
        RosterField.Login => "sign-in name",
        RosterField.Rehired => "hired again",
        RosterField.BackgroundCheck => "background check",
        RosterField.TrainingExpires => "training expires",
        _ => field.ToString().ToLowerInvariant(),
    };

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= 5 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(4))} and {Number(all.Count - 4)} more";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
