namespace Compliance.Findings;

/// <summary>The outcome of a check or a finding. A verdict starts as <see cref="NotEvaluable"/>: nothing passes unseen.</summary>
public enum Verdict : byte
{
    /// <summary>Evidence or input was missing or could not be read.</summary>
    NotEvaluable,
    Pass,
    Fail,

    /// <summary>Failing, and the risk accepted: owner, approver, reason, expiry.</summary>
    Exempt,

    /// <summary>The contract never sets the condition.</summary>
    NotApplicable,
}
