using System.Globalization;

namespace Compliance.Reports;

/// <summary>A report by framework as CSV (RFC 4180, cells neutralised as in <see cref="CsvCell"/>): a row for each clause
/// and rule, and one for each clause on which no rule bears.</summary>
public static class FrameworkReportCsv
{
    private static readonly string[] Columns =
        ["framework", "clause", "subject", "outcome", "accepted", "reason", "rule", "relation", "result", "judged", "findings", "fingerprints", "rule reason"];

    /// <summary>Writes the header row and the rows, in the order of the framework.</summary>
    public static void Write(FrameworkReport report, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var clause in report.Clauses)
        {
            string?[] head =
            [
                report.Framework.Id, clause.Clause.Number, clause.Clause.Subject, FrameworkWording.Of(clause.Outcome),
                clause.Accepted ? "yes" : null, clause.Reason,
            ];
            if (clause.Rules.Count == 0) CsvCell.WriteRow([.. head, .. new string?[Columns.Length - head.Length]], output);
            foreach (var rule in clause.Rules) CsvCell.WriteRow([.. head, .. Cells(rule)], output);
        }
    }

    private static string?[] Cells(RuleResult rule) =>
    [
        rule.Rule,
        FrameworkWording.Of(rule.Relation),
        FrameworkWording.Of(rule.Outcome),
        rule.Judged?.ToString(CultureInfo.InvariantCulture),
        rule.Findings.Count.ToString(CultureInfo.InvariantCulture),
        string.Join("; ", rule.Findings.Select(finding => finding.Fingerprint.Value)),
        rule.Reason,
    ];
}
