using System.Globalization;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>What a terminal shows of where people are with a finding: by when, and what was decided and replied.</summary>
internal static class FindingWorkLines
{
    private const int Label = 4;

    public static void Write(Finding finding, TerminalText text, int indent, Instant? asOf)
    {
        if (FindingDue.Of(finding) is { } due)
        {
            var overdue = asOf is { } now && FindingDue.IsOverdue(finding, now) ? ", overdue" : "";
            text.Labelled(indent, "due", Label, Wording.ToSecond(due) + overdue);
        }
        if (finding.Work is not { } work) return;
        if (work.Decides && finding.Exemption is null) text.Labelled(indent, "work", Label, Decided(work));
        if (work.Reply is { } reply) text.Labelled(indent, "says", Label, $"the vendor: {reply}");
        if (work.ReplyEvidence is { } evidence) text.Labelled(indent, "with", Label, evidence);
    }

    /// <summary>Of many that are shown as one: the earliest time of those that fail, and how many are late.</summary>
    public static void Write(IReadOnlyList<Finding> findings, TerminalText text, int indent, int label, Instant? asOf)
    {
        if (findings.Where(finding => finding.Verdict is Verdict.Fail).Min(FindingDue.Of) is not { } due) return;
        var late = asOf is { } now ? findings.Count(finding => FindingDue.IsOverdue(finding, now)) : 0;
        text.Labelled(indent, "due", label, Wording.ToSecond(due) + (late > 0 ? string.Create(CultureInfo.InvariantCulture, $", {late:N0} overdue") : ""));
    }

    private static string Decided(FindingWork work)
    {
        var owner = work.Owner is null ? "" : $", with {work.Owner}";
        var until = work.Expires is { } end ? $" until {Wording.ToSecond(end)}" : "";
        return $"{Wording.Of(work.Status)}{owner}, by {work.By} on {Wording.ToSecond(work.At)}{until}{(work.Reason is null ? "" : $": {work.Reason}")}";
    }
}
