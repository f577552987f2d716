using System.Globalization;

namespace Compliance.Reports;

/// <summary>The register as CSV (RFC 4180, cells neutralised as in <see cref="CsvCell"/>), a row for each case, with a header row.</summary>
public static class RegisterCsv
{
    private static readonly string[] Columns =
    [
        "vendor", "incident", "stage", "title", "opened", "detection", "awareness", "decision", "rationale", "riskAssessment", "affected", "nextRule", "nextDue",
        "missed", "contradictions",
    ];

    public static void Write(IEnumerable<RegisterRow> rows, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var row in rows)
        {
            CsvCell.WriteRow(
                [
                    row.Vendor, row.Incident, row.Stage, row.Title, Wording.Of(row.Opened), row.Detection, row.Awareness, row.Decision, row.Rationale, row.RiskAssessment, row.Affected,
                    row.NextRule, row.NextDue, row.Missed ? "yes" : null, row.Contradictions.ToString(CultureInfo.InvariantCulture),
                ],
                output);
        }
    }
}
