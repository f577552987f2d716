using System.Globalization;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports.Html;

/// <summary>Numbers, times and words as a page shows them to a person.</summary>
internal static class Shown
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 finding</c>, <c>2 findings</c>.</summary>
    public static string Count(long number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    public static string Day(Instant instant) => Wording.Of(instant.InUtc().Date);

    /// <summary>To the second, in UTC; a dash for none.</summary>
    public static string Second(Instant? instant) => instant is { } at ? Wording.ToSecond(at).Replace('T', ' ') : "–";

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.NotEvaluable => "not evaluable",
        Verdict.NotApplicable => "not applicable",
        // Not "risk accepted": a false positive is exempt too. Which it is stands beside it.
        _ => Wording.Of(verdict),
    };

    public static string Of(FindingStatus status) => status switch
    {
        FindingStatus.Open => "open",
        FindingStatus.Assigned => "assigned",
        FindingStatus.VendorDisputed => "disputed by the vendor",
        FindingStatus.FalsePositive => "false positive",
        FindingStatus.Fixed => "said to be fixed",
        FindingStatus.RiskAccepted => "risk accepted",
        FindingStatus.RiskRequested => "risk to be accepted, asked for",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a finding"),
    };

    /// <summary><c>[from, to)</c> in words.</summary>
    public static string Window(AuditHeader audit) => audit switch
    {
        { From: null, To: null } => "open: all of the evidence",
        { From: { } from, To: null } => $"from {Second(from)}",
        { From: null, To: { } to } => $"before {Second(to)}",
        { From: { } from, To: { } to } => $"from {Second(from)}, before {Second(to)}",
    };
}
