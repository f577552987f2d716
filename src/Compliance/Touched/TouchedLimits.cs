using System.Globalization;
using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Vendors;
using NodaTime.Text;

namespace Compliance.Touched;

/// <summary>Says what the numbers do not. Counts, logs and times; never a person, never a record's id.</summary>
internal sealed class TouchedLimits(VendorRecord record, TouchedQuestion question, LogsRead logs, LogCoverage coverage)
{
    private const int MostNamed = 10;

    private readonly List<string> _limits = [];
    private readonly (long From, long To) _window = (Ticks.FromOr(question.From, long.MinValue), Ticks.FromOr(question.To, long.MaxValue));

    public IReadOnlyList<string> All => _limits;

    /// <summary>Whether one of them says that evidence is missing or unread.</summary>
    public bool Incomplete { get; private set; }

    /// <summary>Logs that are not there, or not read, or do not cover the window.</summary>
    public void OfEvidence()
    {
        var rejected = logs.Sources.Where(s => s.Rejected > 0).ToList();
        if (rejected.Count > 0) Missing($"{Count(rejected.Sum(s => s.Rejected), "record")} could not be read, the first in {Shown(rejected[0].Source)}");
        foreach (var entry in logs.Unmatched.Take(MostNamed)) Missing($"vendor.yaml names `{entry.Path.Text}`, and no file matches");
        if (logs.Sources.All(s => s.Accepted == 0)) Missing("there is no event in any log");
        foreach (var log in coverage.Logs(logs.Sources).Where(log => !Covers(log)).Take(MostNamed)) Missing(Coverage(log));
        foreach (var gap in coverage.Gaps(record.Vendor.Logs, _window.From, _window.To).Take(MostNamed))
            Missing($"`{gap.Entry.Path.Text}` has no record of {string.Join(", ", gap.Named.Select(LocalDatePattern.Iso.Format))}{More(gap.Days - gap.Named.Count)}");
        var nameless = coverage.Nameless(logs.Sources).ToList();
        if (nameless.Count > 0)
            Say($"{nameless.Count} of {Count(logs.Sources.Count, "source")} {(nameless.Count == 1 ? "names" : "name")} no record in any event, the first {Shown(nameless[0].Source)}: what was touched there cannot be listed");
        var unexpected = coverage.Logs(logs.Sources).Count(log => !log.Expected);
        if (unexpected > 0) Say($"{Count(unexpected, "log")} without `expect` in vendor.yaml: nobody would notice a missing day");
    }

    public void Of(AskedPrincipals asked)
    {
        Some(asked, s => !s.Seen, "in no event of the logs: not seen is not that nothing was touched", missing: true);
        Some(asked, s => s.Seen && !s.SeenInWindow, "in the logs, but not in the window");
        Some(asked, s => s.OutOfScope, "outside the vendor's population: no audit judges what they did; it counts here");
        var accounts = question.Principals.Count(name => record.Accounts.Any(a => Same(a.Name, name) && a.Person is { } person && !Same(person, name)));
        if (accounts > 0) Say($"{Count(accounts, "name")} asked for {Are(accounts)} of an account that accounts.csv gives to a person: its events count for the person alone");
    }

    public void Of(AccessTally tally, AccessedRecords accessed)
    {
        if (tally.Unnamed > 0)
        {
            var first = accessed.Unnamed[0];
            Say($"{Count(tally.Unnamed, "event")} {(tally.Unnamed == 1 ? "counts" : "count")} {Number(tally.Rows)} rows without naming them, the first {Shown(first.Source)}#{Number(first.Record)} with {Number(first.Rows)} at {InstantPattern.General.Format(first.At)}");
        }
        if (tally.RowsAreCut) Say("the logs count more rows than can be true; the number stops at 2^53-1");
        if (tally.Silent > 0) Say($"{Count(tally.Silent, "successful event")} {(tally.Silent == 1 ? "names" : "name")} no record and {(tally.Silent == 1 ? "counts" : "count")} no rows, as a search does: what they showed is not known");
        if (tally.UnknownOutcomes > 0) Say($"{Count(tally.UnknownOutcomes, "event")} whose outcome is not known {(tally.UnknownOutcomes == 1 ? "counts" : "count")} as successful");
        if (accessed.WithMoreActions > 0) Say($"{Count(accessed.WithMoreActions, "line")} of the list {(accessed.WithMoreActions == 1 ? "names" : "name")} {AccessedRecord.MostActions} kinds of action out of more");
    }

    /// <summary>How the number of reachable records is to be read.</summary>
    public void OfReach(AskedPrincipals asked)
    {
        Some(asked, s => !s.HoldsRoles, "without a role in the window: nothing counts as reachable by them");
        if (record.Access.Approved is null) Say("what was reachable goes by an access.yaml that nobody has approved");
        Say("reachable is a lower bound: it counts only records that some event named with an action their roles allow");
    }

    private void Some(AskedPrincipals asked, Func<AskedPrincipals.Sight, bool> which, string where, bool missing = false)
    {
        var n = asked.Sights.Count(which);
        if (n == 0) return;
        var text = $"{n} of {Count(asked.Count, "principal")} asked for {Are(n)} {where}";
        if (missing) Missing(text);
        else Say(text);
    }

    private bool Covers(CoveredLog log) => log is { First: { } first, Last: { } last }
        && !(question.From < first)
        && (_window.To == long.MaxValue || _window.To - 1 <= last.ToUnixTimeTicks());

    private static string Coverage(CoveredLog log) => log is { First: { } first, Last: { } last }
        ? $"`{log.Name}` has records from {InstantPattern.General.Format(first)} to {InstantPattern.General.Format(last)}, which is not all of the window"
        : $"`{log.Name}` has no record that could be read";

    private void Missing(string limit)
    {
        Incomplete = true;
        _limits.Add(limit);
    }

    private void Say(string limit) => _limits.Add(limit);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Shown(string path) => Evidence.Shown.Text(System.Text.Encoding.UTF8.GetBytes(path));

    private static string More(int n) => n > 0 ? $" and {n} more" : "";

    private static string Are(int n) => n == 1 ? "is" : "are";

    private static string Count(long n, string what) => $"{Number(n)} {what}{(n == 1 ? "" : "s")}";

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
