using System.Globalization;
using Compliance.Reports;
using NodaTime.Text;

namespace Compliance.Onboarding;

/// <summary>A <see cref="FolderCheck"/> for a person at a terminal.</summary>
public sealed class CheckText
{
    private const int MostShown = 15;
    private readonly FolderCheck _check;
    private readonly TerminalText _text;

    private CheckText(FolderCheck check, TerminalText text) => (_check, _text) = (check, text);

    public static void Write(FolderCheck check, TextWriter output, int width = 100, bool colour = false)
    {
        var text = new CheckText(check, new TerminalText(output, width, colour));
        text.Who();
        text.Sources();
        text.Roles();
        text.Conditions();
        text.Unseen();
        text.Open();
    }

    private void Who()
    {
        _text.Line(0, (_check.Vendor.Value, Tone.Strong), _check.IsEvaluable ? ("can be audited", Tone.Good) : ("cannot be evaluated in full", Tone.Doubtful));
        _text.Heading("PEOPLE AND ACCOUNTS");
        var matched = _check.Employed.Count - _check.WithoutAccount.Count;
        _text.Labelled(2, "people", 8, $"{Number(matched)} of {Number(_check.Employed.Count)} who are employed are seen with an account{Rest(_check.WithoutAccount, "; not seen")}");
        _text.Labelled(2, "accounts", 8, $"{Number(_check.KnownAccounts)} of the {Number(_check.KnownAccounts + _check.UnknownAccounts.Count)} in scope are somebody's; not the vendor's: {Number(_check.OutOfScope)}");
        if (_check.UnknownAccounts.Count == 0) return;
        _text.Labelled(2, "nobody's", 8, Some(_check.UnknownAccounts.Select(account => $"{account.Account} ({Number(account.Events)} events)")));
        _text.Labelled(2, "", 8, "each of them becomes a finding: add a row to accounts.csv that says whose it is");
    }

    private void Sources()
    {
        _text.Heading("LOGS");
        if (_check.Sources.Count == 0)
        {
            _text.Line(2, ("none: there is nothing to audit", Tone.Bad));
            return;
        }
        _text.Table(2, [new("log"), new("format"), new("files", true), new("records", true), new("unread", true), new("days without a record")],
            [.. _check.Sources.Select(source => new[]
            {
                source.Path, source.Format, Number(source.Files), Number(source.Records), Number(source.Rejected), Missing(source),
            })]);
        foreach (var source in _check.Sources.Where(source => source.Problem is not null)) _text.Labelled(2, "unread", 8, source.Problem!);
    }

    private void Roles()
    {
        if (_check.Uncovered.Count > 0)
        {
            _text.Heading("ACTIONS THAT NO ROLE COVERS: each of them becomes a finding");
            _text.Table(2, [new("action"), new("accounts", true), new("times", true)],
                [.. _check.Uncovered.Take(MostShown).Select(action => new[] { action.Action, Number(action.Accounts), Number(action.Events) })]);
            More(_check.Uncovered.Count);
        }
        if (_check.WithoutHolder.Count == 0) return;
        _text.Heading("ROLES WITHOUT HOLDERS: nobody has them now, so nothing is allowed by them");
        foreach (var role in _check.WithoutHolder.Take(MostShown)) _text.Line(2, (role, Tone.Plain));
        More(_check.WithoutHolder.Count);
    }

    private void Conditions()
    {
        if (_check.Unbound.Count == 0) return;
        _text.Heading("CONDITIONS THAT NEVER BIND");
        _text.Table(2, [new("role"), new("condition"), new("line", true), new("why")],
            [.. _check.Unbound.Take(MostShown).Select(one => new[] { one.Role, one.Condition, one.Line.ToString(CultureInfo.InvariantCulture), one.Why })]);
        More(_check.Unbound.Count);
    }

    private void Unseen()
    {
        var never = _check.Unseen.Where(action => action.CanBeShown is false).ToList();
        if (never.Count > 0)
        {
            _text.Heading("ACTIONS THAT NO LOG HERE CAN SHOW: that nobody is seen to do them proves nothing");
            foreach (var role in never.GroupBy(action => action.Role)) _text.Labelled(2, role.Key, never.Max(action => action.Role.Length), Some(role.Select(action => action.Action)));
        }
        var unknown = _check.Unseen.Where(action => action.CanBeShown is null).ToList();
        if (unknown.Count == 0) return;
        _text.Heading("ALLOWED, BUT NEVER SEEN: whether the logs can show it, they do not say");
        foreach (var role in unknown.GroupBy(action => action.Role)) _text.Labelled(2, role.Key, unknown.Max(action => action.Role.Length), Some(role.Select(action => action.Action)));
    }

    private void Open()
    {
        _text.Heading(_check.IsEvaluable ? "AN AUDIT OF THIS FOLDER CAN EVALUATE EVERY CHECK" : "WHAT AN AUDIT OF THIS FOLDER COULD NOT EVALUATE");
        foreach (var reason in _check.Open)
        {
            _text.Labelled(2, "because", 7, reason.Plain);
            if (reason.Plain != reason.Reason) _text.Labelled(2, "", 7, $"({reason.Reason})");
            if (reason.Remedy is { } remedy) _text.Labelled(2, "do", 7, remedy);
            _text.Labelled(2, "checks", 7, string.Join(", ", reason.Rules));
            _text.Blank();
        }
    }

    private void More(int count)
    {
        if (count > MostShown) _text.Line(2, ($"and {Number(count - MostShown)} more", Tone.Faint));
    }

    private static string Missing(CheckedSource source)
    {
        if (source.Days == 0) return "";
        var missing = source.Missing.Count == 0 ? $"none of {Number(source.Days)}" : $"{Number(source.Missing.Count)} of {Number(source.Days)}: {Some(source.Missing.Select(LocalDatePattern.Iso.Format))}";
        return source.IsExpected || source.Missing.Count == 0 ? missing : $"{missing}; none is expected, so none is missed: say `expect: daily` or `weekdays`";
    }

    private static string Rest(IReadOnlyList<string> names, string lead) => names.Count == 0 ? "" : $"{lead}: {Some(names)}";

    private static string Some(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count <= 8 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(7))} and {Number(all.Count - 7)} more";
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
