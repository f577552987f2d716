using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Reports;

/// <summary>The words that every report uses for the same thing, so that a filter written for one works on another.</summary>
public static class Wording
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    /// <summary><c>pass</c>, <c>fail</c>, <c>notEvaluable</c>, <c>exempt</c> or <c>notApplicable</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.NotEvaluable => "notEvaluable",
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Exempt => "exempt",
        Verdict.NotApplicable => "notApplicable",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a verdict"),
    };

    /// <summary><c>new</c>, <c>persisting</c> or <c>resolved</c>.</summary>
    public static string Of(FindingState state) => state switch
    {
        FindingState.New => "new",
        FindingState.Persisting => "persisting",
        FindingState.Resolved => "resolved",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state of a finding"),
    };

    /// <summary><c>open</c>, <c>assigned</c>, <c>vendor-disputed</c>, <c>false-positive</c>, <c>fixed</c>, <c>risk-accepted</c> or <c>risk-requested</c>.</summary>
    public static string Of(FindingStatus status) => status switch
    {
        FindingStatus.Open => "open",
        FindingStatus.Assigned => "assigned",
        FindingStatus.VendorDisputed => "vendor-disputed",
        FindingStatus.FalsePositive => "false-positive",
        FindingStatus.Fixed => "fixed",
        FindingStatus.RiskAccepted => "risk-accepted",
        FindingStatus.RiskRequested => "risk-requested",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status of a finding"),
    };

    /// <summary><c>info</c>, <c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "not a severity"),
    };

    /// <summary><c>pilot</c> or <c>live</c>.</summary>
    public static string Of(VendorMode mode) => mode switch
    {
        VendorMode.Pilot => "pilot",
        VendorMode.Live => "live",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "not a mode"),
    };

    /// <summary>ISO 8601 in UTC with milliseconds; what is finer is cut off, never rounded into the next second.</summary>
    public static string Of(Instant instant) => Milliseconds.Format(instant);

    /// <summary>For tables: ISO 8601 in UTC, to the second.</summary>
    public static string ToSecond(Instant instant) => InstantPattern.General.Format(instant);

    /// <summary>A calendar date, <c>2026-01-15</c>.</summary>
    public static string Of(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
