using NodaTime;

namespace Compliance.Findings;

/// <summary>By when a finding is to be put right, and whether that has passed.</summary>
public static class FindingDue
{
    /// <summary>What a person set, else what the contract gives; null: neither.</summary>
    public static Instant? Of(Finding finding) => finding.Work?.Due ?? finding.Due;

    /// <summary>What the contract gives.</summary>
    /// <param name="opened">Since when the finding is open.</param>
    /// <param name="remediation">The contract's time for each severity.</param>
    /// <returns>Null: it gives no time for the severity.</returns>
    public static Instant? Of(Severity severity, Instant opened, IReadOnlyDictionary<Severity, Duration> remediation) =>
        remediation.TryGetValue(severity, out var time) ? opened + time : null;

    /// <summary>Whether the time has passed of a finding that still fails. That it is said to be fixed or disputed changes nothing:
    /// it is put right when an audit no longer finds it.</summary>
    public static bool IsOverdue(Finding finding, Instant now) =>
        finding.State is not FindingState.Resolved && finding.Verdict is Verdict.Fail && Of(finding) < now;
}
