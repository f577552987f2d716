namespace Compliance.Findings;

/// <summary>Which findings of a vendor a standing decision is about: those of a rule, a role, an action, or of several of these at once.
/// What is null is not looked at; with all of them null it is every finding.</summary>
/// <remarks>Compared ignoring case, as findings are told apart by their <see cref="Fingerprint"/>.</remarks>
public sealed record FindingSelector(string? Rule, string? Role, string? Action)
{
    /// <summary>How many of the three it names: of two decisions made at once, the narrower counts.</summary>
    public int Narrowness => (Rule is null ? 0 : 1) + (Role is null ? 0 : 1) + (Action is null ? 0 : 1);

    public bool Matches(Finding finding) => Same(Rule, finding.Rule) && Same(Role, finding.Role) && Same(Action, finding.Action);

    private static bool Same(string? wanted, string? found) => wanted is null || wanted.Equals(found, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What was decided about all findings that a selector matches, also those that are found later, until it expires or is withdrawn.</summary>
/// <param name="Exemption">With <see cref="FindingStatus.RiskAccepted"/>, and only then.</param>
public sealed record StandingDecision(FindingSelector Selector, FindingWork Work, Exemption? Exemption);
