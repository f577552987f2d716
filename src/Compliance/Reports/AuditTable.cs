using System.Globalization;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Rules;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Reports;

/// <summary>An audit's result for a person at a terminal: what was audited, what it rests on, each check, what many
/// share, and each other finding with why and what to do.</summary>
/// <remarks>Findings that a group covers are shown once, as the group; every other output has them one by one.</remarks>
public sealed class AuditTable
{
    private const int Indent = 2;

    /// <summary>Below this many clean files of one folder and format, each has its own line.</summary>
    private const int FilesToFold = 4;
    private static readonly HashSet<string> OfEvents = [.. RuleCatalogue.OfEvents.Select(rule => rule.Id)];

    private readonly AuditResult _result;
    private readonly TerminalText _text;
    private readonly ILookup<(string, string?, string?), Finding> _grouped;
    private readonly List<Finding> _single;
    private readonly List<Finding> _resolved;

    private readonly Instant? _asOf;

    private AuditTable(AuditResult result, TerminalText text, Instant? asOf)
    {
        _result = result;
        _asOf = asOf;
        _text = text;
        var groups = result.Groups.Select(group => (group.Rule, group.Role, group.Action)).ToHashSet();
        var present = result.Findings.Where(finding => finding.State != FindingState.Resolved).ToList();
        _grouped = present.Where(finding => groups.Contains(Shared(finding))).ToLookup(Shared);
        _single = [.. present.Where(finding => !groups.Contains(Shared(finding)))];
        _resolved = [.. result.Findings.Where(finding => finding.State == FindingState.Resolved)];
    }

    /// <summary>Writes the whole report.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    /// <param name="asOf">When it is read: what is overdue then says so. Null: nothing does.</param>
    public static void Write(AuditResult result, TextWriter output, int width = 100, bool colour = false, Instant? asOf = null)
    {
        var table = new AuditTable(result, new TerminalText(output, width, colour), asOf);
        table.WriteHeader();
        table.WriteEvidence();
        table.WriteChecks();
        table.WriteGroups();
        table.WriteFindings();
        table.WriteResolved();
        table.WriteSummary();
    }

    private void WriteHeader()
    {
        var audit = _result.Audit;
        _text.Line(0, (audit.Vendor.Value, Tone.Strong), Word(audit.Verdict));
        _text.Labelled(Indent, "audit", 6, $"{audit.Id}, started by {audit.StartedBy}, {Wording.Of(audit.Mode)}");
        _text.Labelled(Indent, "window", 6, Window(audit));
        _text.Labelled(Indent, "policy", 6, $"access.yaml {audit.Policy.Sha256[..12]}, {Approval(audit.Policy)}");
        _text.Labelled(Indent, "tool", 6, $"{audit.Tool}, rules {audit.RulesDigest[..12]}");
    }

    private void WriteEvidence()
    {
        _text.Heading("EVIDENCE");
        if (_result.Evidence.Count == 0)
        {
            _text.Line(Indent, ("none", Tone.Bad));
            return;
        }
        List<(Column Column, Func<SourceSummary, string> Cell)> columns =
        [
            (new("records", true), source => Number(source.Records)),
            (new("rejected", true, CountTone), source => Number(source.Rejected)),
            (new("duplicates", true), source => Number(source.Duplicates)),
            (new("conflicts", true, CountTone), source => Number(source.Conflicts)),
            (new("out of scope", true), source => Number(source.OutOfScope)),
            (new("from"), source => Day(source.First)),
            (new("to"), source => Day(source.Last)),
            (new("format"), source => source.Format),
            (new("source"), source => source.Source),
        ];
        if (_result.Evidence.All(source => source.Conflicts == 0)) columns.RemoveAll(column => column.Column.Title == "conflicts");
        _text.Table(Indent,
            [.. columns.Select(column => column.Column)],
            [.. _result.Evidence.GroupBy(FoldingKey).SelectMany(Fold).Select(source => columns.Select(column => column.Cell(source)).ToArray())]);
        foreach (var source in _result.Evidence.Where(source => source.RejectedSamples.Count > 0)) WriteRejected(source);
    }

    private void WriteRejected(SourceSummary source)
    {
        _text.Blank();
        _text.Line(Indent, ($"{Number(source.Rejected)} rejected in {source.Source}", Tone.Doubtful));
        foreach (var sample in source.RejectedSamples) _text.Labelled(Indent + 2, $"record {sample.Record}", 14, sample.Reason);
        if (source.Rejected > source.RejectedSamples.Count)
            _text.Line(Indent + 2, ($"and {Number(source.Rejected - source.RejectedSamples.Count)} more", Tone.Faint));
    }

    private void WriteChecks()
    {
        _text.Heading("CHECKS");
        _text.Table(Indent,
            [new("verdict", Tone: word => VerdictTone(word)), new("findings", true), new("rule"), new("reason")],
            [.. _result.Checks.Where(check => !IsFolded(check)).Select(check => new[] { Wording.Of(check.Verdict), Number(check.Findings), check.Rule, check.Reason ?? "" })]);
        var folded = _result.Checks.Count(IsFolded);
        if (folded > 0) _text.Line(Indent, ($"and {Number(folded)} more of endpoints, resources, vaults, entitlements and attestations that pass or do not apply", Tone.Faint));
    }

    // There are hundreds of checks beside those of the logs: a person wants those that do not pass.
    private static bool IsFolded(Check check) => check.Verdict is Verdict.Pass or Verdict.NotApplicable && !OfEvents.Contains(check.Rule);

    private void WriteGroups()
    {
        if (_result.Groups.Count == 0) return;
        _text.Heading("SHARED BY MANY: a gap in the contract, or misuse?");
        foreach (var group in _result.Groups)
        {
            var findings = _grouped[(group.Rule, group.Role, group.Action)].ToList();
            var who = group.Of > 0 ? $"{Number(group.Principals)} of {Number(group.Of)} {group.Role} holders" : $"{Number(group.Principals)} principals";
            _text.Line(Indent, (group.Rule, Tone.Strong), (group.Action ?? "", Tone.Plain), (who, Tone.Bad));
            if (findings.Count > 0)
            {
                _text.Labelled(Indent + 2, "what", 5, $"{Wording.Of(findings.Max(finding => finding.Severity))}, {Judged(findings)}{Occurrence(findings)}");
                _text.Labelled(Indent + 2, "who", 5, Names(findings));
                FindingWorkLines.Write(findings, _text, Indent + 2, 5, _asOf);
            }
            _text.Labelled(Indent + 2, "allow", 5, group.Suggestion);
        }
    }

    private void WriteFindings()
    {
        if (_single.Count == 0) return;
        _text.Heading(_result.Groups.Count == 0 ? "FINDINGS" : "OTHER FINDINGS");
        var first = true;
        foreach (var block in _single.GroupBy(finding => (finding.Severity, finding.Rule, finding.Fix, Controls: string.Join(", ", finding.Controls))))
        {
            if (!first) _text.Blank();
            first = false;
            _text.Line(Indent, (Wording.Of(block.Key.Severity), SeverityTone(block.Key.Severity)), (block.Key.Rule, Tone.Strong));
            _text.Labelled(Indent + 2, "fix", 3, block.Key.Fix);
            if (block.Key.Controls.Length > 0) _text.Labelled(Indent + 2, "for", 3, block.Key.Controls);
            foreach (var finding in block) WriteFinding(finding);
        }
    }

    private void WriteFinding(Finding finding)
    {
        _text.Blank();
        var state = (Wording.Of(finding.State), finding.State == FindingState.New ? Tone.Strong : Tone.Faint);
        if (finding.Verdict == Verdict.Fail) _text.Line(Indent + 2, (Subject(finding), Tone.Plain), state);
        else _text.Line(Indent + 2, (Subject(finding), Tone.Plain), state, Word(finding.Verdict));
        _text.Labelled(Indent + 4, "when", 4, IsThing(finding) && finding.First is { } seen ? $"as of {Second(seen)}" : Occurrence([finding]));
        _text.Labelled(Indent + 4, "why", 4, finding.Message);
        if (finding.Evidence.Count > 0)
            _text.Labelled(Indent + 4, "see", 4, string.Join(", ", finding.Evidence.Take(3).Select(reference => $"{reference.Source}#{reference.Record}")) + (finding.Evidence.Count > 3 ? " …" : ""));
        if (finding.Exemption is { } exemption)
            _text.Labelled(Indent + 4, "risk", 4, $"accepted by {exemption.ApprovedBy} for {exemption.Owner} until {Second(exemption.Expires)}: {exemption.Reason}{(exemption.CompensatingControl is { } control ? $"; instead: {control}" : "")}");
        FindingWorkLines.Write(finding, _text, Indent + 4, _asOf);
        _text.Labelled(Indent + 4, "id", 4, finding.Fingerprint.Value);
    }

    private void WriteResolved()
    {
        if (_resolved.Count == 0) return;
        _text.Heading("RESOLVED SINCE THE LAST AUDIT");
        foreach (var finding in _resolved) _text.Line(Indent, (finding.Rule, Tone.Good), (Subject(finding), Tone.Plain));
    }

    private void WriteSummary()
    {
        _text.Blank();
        var failing = _result.Findings.Where(finding => finding.State != FindingState.Resolved && finding.Verdict == Verdict.Fail).ToList();
        var parts = failing.GroupBy(finding => finding.Severity).OrderByDescending(severity => severity.Key)
            .Select(severity => $"{Number(severity.Count())} {Wording.Of(severity.Key)}").ToList();
        if (parts.Count == 0) parts.Add("no failing finding");
        var exempt = _result.Findings.Count(finding => finding.Verdict == Verdict.Exempt && finding.State != FindingState.Resolved);
        if (exempt > 0) parts.Add($"{Number(exempt)} exempt");
        var open = _result.Checks.Count(check => check.Verdict == Verdict.NotEvaluable);
        var overdue = _asOf is { } now ? failing.Count(finding => FindingDue.IsOverdue(finding, now)) : 0;
        if (overdue > 0) parts.Add($"{Number(overdue)} overdue");
        if (open > 0) parts.Add($"{Number(open)} of {Number(_result.Checks.Count)} checks not evaluable");
        _text.Line(0, Word(_result.Verdict), (string.Join(", ", parts), Tone.Plain));
    }

    private static (string, string?, string?) Shared(Finding finding) => (finding.Rule, finding.Role, finding.Action);

    private static (string Folder, string Format, bool Clean) FoldingKey(SourceSummary source) =>
        (source.Source[..(source.Source.LastIndexOf('/') + 1)], source.Format, source.Rejected == 0 && source.Conflicts == 0);

    /// <summary>Daily files would bury the rest: clean ones of a folder are one line, troubled ones keep theirs.</summary>
    private static IEnumerable<SourceSummary> Fold(IGrouping<(string Folder, string Format, bool Clean), SourceSummary> files)
    {
        var all = files.ToList();
        if (!files.Key.Clean || all.Count < FilesToFold) return all;
        return
        [
            all[0] with
            {
                Source = $"{files.Key.Folder}* ({Number(all.Count)} files)",
                Records = all.Sum(file => file.Records),
                Duplicates = all.Sum(file => file.Duplicates),
                OutOfScope = all.Sum(file => file.OutOfScope),
                First = all.Min(file => file.First),
                Last = all.Max(file => file.Last),
            },
        ];
    }

    private static string Window(AuditHeader audit) => audit switch
    {
        { From: null, To: null } => "all of the evidence",
        { From: { } from, To: null } => $"from {Second(from)}",
        { From: null, To: { } to } => $"before {Second(to)}",
        { From: { } from, To: { } to } => $"from {Second(from)}, before {Second(to)}",
    };

    private static string Approval(Policy policy)
    {
        if (policy.ApprovedBy is null) return "not approved";
        var on = policy.ApprovedOn is { } date ? $" on {Wording.Of(date)}" : "";
        return $"approved by {policy.ApprovedBy}{on}{(policy.Contract is null ? "" : $" ({policy.Contract})")}";
    }

    private static string Subject(Finding finding)
    {
        var who = (finding.Principal, finding.Role) switch
        {
            ({ } principal, { } role) => $"{principal} ({role})",
            ({ } principal, null) => principal,
            (null, { } role) => $"role {role}",
            _ => "",
        };
        var what = IsThing(finding) ? [ShortName.Of(finding.Action!)] : new[] { finding.Action ?? "", finding.Resource ?? "" };
        return string.Join("  ", what.Prepend(who).Where(part => part.Length > 0));
    }

    /// <summary>An endpoint, a resource, a secret: named once, and there is no event of it to count.</summary>
    private static bool IsThing(Finding finding) => finding.Principal is null && finding.Action is not null && finding.Action == finding.Resource;

    private static string Occurrence(IReadOnlyList<Finding> findings)
    {
        var count = findings.Sum(finding => finding.Count);
        var first = findings.Min(finding => finding.First);
        var last = findings.Max(finding => finding.Last);
        var times = count == 1 ? "once" : $"{Number(count)} times";
        if (first is not { } from || last is not { } to) return times;
        return from == to ? $"{times}, {Second(from)}" : $"{times}, {Second(from)} to {Second(to)}";
    }

    /// <summary>Said only where nobody fails: the risk is accepted, or the policy is not approved.</summary>
    private static string Judged(List<Finding> findings) =>
        findings.Exists(finding => finding.Verdict == Verdict.Fail) ? "" : $"{Wording.Of(findings[0].Verdict)}, ";

    private static string Names(List<Finding> findings)
    {
        var names = findings.Select(finding => finding.Principal ?? "(none)").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {Number(names.Count - 5)} more" : "");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Second(Instant instant) => InstantPattern.General.Format(instant);

    private static string Day(Instant? instant) => instant is { } at ? Wording.Of(at.InUtc().Date) : "";

    private static (string, Tone) Word(Verdict verdict) => (Wording.Of(verdict), VerdictTone(Wording.Of(verdict)));

    private static Tone CountTone(string count) => count == "0" ? Tone.Plain : Tone.Doubtful;

    private static Tone VerdictTone(string word) => word switch
    {
        "fail" => Tone.Bad,
        "notEvaluable" => Tone.Doubtful,
        "pass" => Tone.Good,
        _ => Tone.Faint,
    };

    private static Tone SeverityTone(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Tone.Bad,
        Severity.Medium => Tone.Doubtful,
        _ => Tone.Plain,
    };
}
