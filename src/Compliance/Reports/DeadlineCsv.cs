using Compliance.Regimes.Counting;

namespace Compliance.Reports;

/// <summary>Answers as CSV (RFC 4180), one row a rule, with a header row.</summary>
public static class DeadlineCsv
{
    private static readonly string[] Columns =
    [
        "regime", "jurisdiction", "law", "article", "stage", "duty", "recipient", "status", "due_at", "latest_arguable_at", "anchor", "rule", "confidence", "why", "source",
    ];

    /// <summary>Writes the header row and one row for each answer, in their order.</summary>
    public static void Write(IReadOnlyList<DeadlineAnswer> answers, TextWriter output)
    {
        CsvCell.WriteRow(Columns, output);
        foreach (var (deadline, rule) in answers)
        {
            CsvCell.WriteRow(
            [
                deadline.Regime, rule?.Jurisdiction, rule?.Law, rule?.Article, rule?.Stage, rule is null ? null : DeadlineWording.Of(deadline.Duty),
                rule is null ? null : deadline.Recipient, DeadlineWording.Of(deadline.Status), deadline.DueAt is { } due ? Instants.Text(due) : null,
                deadline.LatestArguable is { } later ? Instants.Text(later.At) : null, deadline.Anchor, deadline.Rule, rule is null ? null : deadline.Confidence, deadline.Why,
                rule is null ? null : deadline.Source,
            ], output);
        }
    }
}
