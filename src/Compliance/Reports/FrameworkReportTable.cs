using System.Globalization;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A report by framework for a person at a terminal: what it rests on, each clause on which a rule bears, what was
/// found, and the clauses that nothing here tests.</summary>
public sealed class FrameworkReportTable
{
    private const int Indent = 2;

    /// <summary>More findings of one rule than a person reads in passing; JSON has them all.</summary>
    private const int MostFindings = 10;

    /// <summary>Below this many rules of one clause that gave nothing for one reason, each has its own line.</summary>
    private const int RulesToFold = 4;
    private readonly FrameworkReport _report;
    private readonly TerminalText _text;

    private FrameworkReportTable(FrameworkReport report, TerminalText text)
    {
        _report = report;
        _text = text;
    }

    /// <summary>Writes the whole report.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(FrameworkReport report, TextWriter output, int width = 100, bool colour = false)
    {
        var table = new FrameworkReportTable(report, new TerminalText(output, width, colour));
        table.WriteHeader();
        table.WritePopulation();
        table.WriteClauses();
        table.WriteFindings();
        table.WriteUncovered();
        table.WriteSummary();
    }

    private void WriteHeader()
    {
        var (audit, population) = (_report.Audit, _report.Population);
        _text.Line(0, (audit.Vendor.Value, Tone.Strong), (_report.Framework.Title, Tone.Strong));
        _text.Labelled(Indent, "audit", 6, $"{audit.Id}, started by {audit.StartedBy}, {audit.Tool}, rules {audit.RulesDigest[..12]}");
        _text.Labelled(Indent, "period", 6, $"{Time(population.From)} to {Time(population.To)} (by the {population.Basis})");
        _text.Labelled(Indent, "scope", 6, _report.Framework.Scope);
        _text.Labelled(Indent, "note", 6, FrameworkReport.Statement);
    }

    private void WritePopulation()
    {
        _text.Heading("POPULATION");
        if (_report.Population.Kinds.Count == 0)
        {
            _text.Line(Indent, ("no evidence", Tone.Bad));
            return;
        }
        _text.Table(Indent,
            [new("sources", true), new("records", true), new("rejected", true), new("duplicates", true), new("out of scope", true), new("in scope", true), new("from"), new("to"), new("kind")],
            [
                .. _report.Population.Kinds.Select(kind => new[]
                {
                    Number(kind.Sources), Number(kind.Records), Number(kind.Rejected), Number(kind.Duplicates), Number(kind.OutOfScope), Number(kind.InScope),
                    Day(kind.First), Day(kind.Last), kind.Kind,
                }),
            ]);
    }

    private void WriteClauses()
    {
        _text.Heading("CLAUSES ON WHICH RULES BEAR");
        foreach (var clause in _report.Covered)
        {
            var outcome = FrameworkWording.Of(clause.Outcome) + (clause.Accepted ? ", accepted" : "");
            _text.Line(Indent, (clause.Clause.Number, Tone.Strong), (outcome, ToneOf(clause)), (clause.Clause.Subject, Tone.Plain));
            List<(string Who, string What)> lines = [.. clause.Rules.GroupBy(FoldingKey).SelectMany(Fold)];
            var width = lines.Max(line => line.Who.Length);
            foreach (var (who, what) in lines) _text.Labelled(Indent + 2, who, width, what);
        }
    }

    private void WriteFindings()
    {
        if (_report.Findings.Count == 0) return;
        _text.Heading("FINDINGS OF THESE RULES");
        foreach (var rule in _report.Findings.GroupBy(finding => finding.Rule))
        {
            _text.Line(Indent, (rule.Key, Tone.Strong), (Number(rule.Count()), Tone.Plain));
            foreach (var finding in rule.Take(MostFindings)) _text.Labelled(Indent + 2, Wording.Of(finding.Severity), 8, Says(finding));
            if (rule.Count() > MostFindings) _text.Line(Indent + 2, ($"and {Number(rule.Count() - MostFindings)} more", Tone.Faint));
        }
    }

    private void WriteUncovered()
    {
        var uncovered = _report.Uncovered.ToList();
        if (uncovered.Count == 0) return;
        _text.Heading("NOT TESTED: NOTHING HERE TESTS THESE");
        _text.Table(Indent, [new("clause"), new("subject")], [.. uncovered.Select(clause => new[] { clause.Clause.Number, clause.Clause.Subject })]);
    }

    private void WriteSummary()
    {
        _text.Blank();
        var noted = _report.Clauses.Where(clause => clause.Outcome is ClauseOutcome.ExceptionNoted).ToList();
        var accepted = noted.Count(clause => clause.Accepted);
        var parts = new[]
        {
            $"{Number(noted.Count)} exception noted{(accepted == 0 ? "" : $" ({Number(accepted)} accepted)")}",
            $"{Number(_report.Clauses.Count(clause => clause.Outcome is ClauseOutcome.NoExceptionNoted))} no exception noted",
            $"{Number(_report.Clauses.Count(clause => clause.Outcome is ClauseOutcome.NotTested))} not tested, {Number(_report.Uncovered.Count())} of them by nothing here",
        };
        _text.Labelled(0, $"{Number(_report.Clauses.Count)} clauses:", 0, string.Join("; ", parts));
    }

    private static (string Key, string? Reason) FoldingKey(RuleResult rule) =>
        rule.Outcome is RuleOutcome.NotRun or RuleOutcome.NotApplicable or RuleOutcome.NotEvaluable && rule.Findings.Count == 0
            ? ($"{rule.Relation} {rule.Outcome} {rule.Judged}", rule.Reason)
            : (rule.Rule, null);

    /// <summary>Rules that gave nothing for the same reason would bury the rest: they are one line with their names.</summary>
    private static IEnumerable<(string Who, string What)> Fold(IEnumerable<RuleResult> alike)
    {
        var rules = alike.ToList();
        if (rules.Count < RulesToFold) return rules.Select(rule => (rule.Rule, Says(rule)));
        return [($"{Number(rules.Count)} rules", $"{Says(rules[0])}: {string.Join(", ", rules.Select(rule => rule.Rule))}")];
    }

    private static string Says(RuleResult rule)
    {
        var says = $"{FrameworkWording.Of(rule.Relation)}: {FrameworkWording.Of(rule.Outcome)}";
        if (rule.Findings.Count > 0) says += $", {Number(rule.Findings.Count)} {(rule.Findings.Count == 1 ? "finding" : "findings")}";
        if (rule.Judged is { } judged) says += $", {Number(judged)} judged";
        return rule.Reason is null ? says : $"{says}; {rule.Reason}";
    }

    private static string Says(Finding finding)
    {
        var exempt = finding.Verdict switch
        {
            Verdict.Exempt => "accepted: ",
            Verdict.NotEvaluable => "not evaluable: ",
            _ => "",
        };
        return $"{exempt}{finding.Message} ({finding.Fingerprint.Value})";
    }

    private static Tone ToneOf(ClauseResult clause) => clause.Outcome switch
    {
        ClauseOutcome.ExceptionNoted => clause.Accepted ? Tone.Doubtful : Tone.Bad,
        ClauseOutcome.NotTested => Tone.Doubtful,
        _ => Tone.Plain,
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(Instant? instant) => instant is { } at ? Wording.Of(at) : "(unknown)";

    private static string Day(Instant? instant) => instant is { } at ? Wording.Of(at.InUtc().Date) : "";
}
