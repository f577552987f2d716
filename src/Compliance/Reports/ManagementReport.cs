using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>One page for those who answer for the vendor: the verdict, how it goes, what is late, what was accepted, what nobody could see.</summary>
/// <remarks>Nobody of the vendor's is named: findings are told by rule and role. Owners and approvers of accepted risks are the
/// company's own, and it is their page.</remarks>
public sealed record ManagementReport
{
    /// <summary>Audits that a trend shows.</summary>
    public const int LongestCourse = 12;

    /// <summary>How far ahead an accepted risk is said to expire soon.</summary>
    public static readonly Duration Soon = Duration.FromDays(30);

    public required ReportedAudit Reported { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string Headline { get; init; }

    /// <summary>Failing findings of each severity, the worst first; those that have none are 0.</summary>
    public required IReadOnlyList<(Severity Severity, int Findings)> Failing { get; init; }

    /// <summary>By rule, role and severity; what is late the longest first.</summary>
    public required IReadOnlyList<OverdueFindings> Overdue { get; init; }

    /// <summary>What expires first first.</summary>
    public required IReadOnlyList<AcceptedRisk> Accepted { get; init; }

    /// <summary>Tests that could not be evaluated, with the reason.</summary>
    public required IReadOnlyList<Check> Open { get; init; }

    /// <summary>The last audits, oldest first, this one last.</summary>
    public required IReadOnlyList<AuditPoint> Course { get; init; }

    public AuditHeader Audit => Reported.Audit;

    public static ManagementReport Of(ReportedAudit reported, ShownNames names)
    {
        var failing = reported.Failing.ToList();
        var open = reported.Open.ToList();
        var overdue = reported.Overdue.ToList();
        return new()
        {
            Reported = reported,
            Headline = HeadlineOf(reported, failing.Count, overdue.Count, open.Count),
            Failing = [.. Enum.GetValues<Severity>().OrderDescending().Select(severity => (severity, failing.Count(finding => finding.Severity == severity)))],
            Overdue = [.. overdue.GroupBy(finding => (finding.Rule, finding.Role, finding.Severity)).Select(group => OverdueFindings.Of(group.Key.Rule, group.Key.Role, group.Key.Severity, [.. group]))],
            Accepted = [.. reported.Accepted.Select(finding => AcceptedRisk.Of(finding, reported.Now))],
            Open = [.. open.Select(check => check with { Reason = names.Text(check.Unevaluated ?? check.Reason ?? "") })],
            Course = [.. reported.Course.TakeLast(LongestCourse)],
        };
    }

    private static string HeadlineOf(ReportedAudit reported, int failing, int overdue, int open)
    {
        var first = reported.Audit.Verdict switch
        {
            Verdict.Fail => $"The vendor does not keep to what the contract allows: {Html.Shown.Count(failing, "finding fails", "findings fail")}",
            Verdict.NotEvaluable => "Whether the vendor keeps to what the contract allows cannot be said: evidence is missing",
            _ => "In what the evidence shows, the vendor keeps to what the contract allows",
        };
        var late = overdue > 0 ? $", {Html.Shown.Number(overdue)} of them overdue" : "";
        var unseen = open > 0 ? $" {Html.Shown.Count(open, "test")} of {Html.Shown.Number(reported.Result.Checks.Count)} could not be evaluated." : "";
        return $"{first}{late}.{unseen}";
    }
}

/// <summary>Findings of one rule, role and severity that were to be put right by now.</summary>
/// <param name="Due">The earliest.</param>
/// <param name="Owner">Who is to put them right; null: nobody yet, or several.</param>
public sealed record OverdueFindings(string Rule, string? Role, Severity Severity, int Findings, Instant Due, string? Owner)
{
    internal static OverdueFindings Of(string rule, string? role, Severity severity, List<Finding> findings)
    {
        var owners = findings.Select(finding => finding.Work?.Owner).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new(rule, role, severity, findings.Count, findings.Min(finding => FindingDue.Of(finding)!.Value), owners is [var owner] ? owner : null);
    }
}

/// <summary>A risk that somebody accepted.</summary>
/// <param name="Soon">It expires within <see cref="ManagementReport.Soon"/>, or has.</param>
public sealed record AcceptedRisk(string Rule, string? Role, Severity Severity, string Owner, string ApprovedBy, string? CompensatingControl, Instant Expires, bool Expired, bool Soon)
{
    internal static AcceptedRisk Of(Finding finding, Instant now)
    {
        var accepted = finding.Exemption!;
        return new(
            finding.Rule, finding.Role, finding.Severity, accepted.Owner, accepted.ApprovedBy, accepted.CompensatingControl, accepted.Expires,
            accepted.Expires <= now, accepted.Expires <= now + ManagementReport.Soon);
    }
}
