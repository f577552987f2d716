namespace Compliance.Regimes;

/// <summary>Whether a rule binds anybody.</summary>
public enum RuleStatus
{
    InForce,

    /// <summary>Adopted, with a first day that lies ahead.</summary>
    FutureDated,

    /// <summary>Adopted, but what it needs to work has not been issued or has been stayed.</summary>
    NotOperational,

    /// <summary>A bill or a draft.</summary>
    Proposed,

    /// <summary>Binds whoever signed it: card schemes, a vendor's contract.</summary>
    Contractual,
}
