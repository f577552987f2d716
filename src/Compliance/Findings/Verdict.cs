namespace Compliance.Findings;

/// <summary>The outcome of a check or a finding. A verdict starts as <see cref="NotEvaluable"/>: nothing passes unseen.</summary>
public enum Verdict : byte
{
    /// <summary>Evidence or input was missing or could not be read.</summary>
    NotEvaluable,
    Pass,
    Fail,

    /// <summary>Failing, and a person answers for it: the risk is accepted (owner, approver, reason, expiry), or it is a false positive (reason, expiry).</summary>
    Exempt,

    /// <summary>The contract never sets the condition.</summary>
    NotApplicable,
}
