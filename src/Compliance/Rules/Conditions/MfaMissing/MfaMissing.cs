using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class MfaMissing : Rule
{
    private const long SignInHolds = 12 * Ticks.Hour;
    private const EventTraits Said = EventTraits.MfaYes | EventTraits.MfaNo;

    private readonly ByGrant<bool> _required = new(grant => grant.Entries.All(e => e.When.MfaRequired));
    private long? _signInAt;
    private EventTraits _signIn;

    public override RuleDefinition Definition { get; } = new("mfa-missing", Severity.High,
        "access that requires multi-factor authentication happened without it",
        "enforce MFA for the application in the identity provider; take away exceptions");

    // The last sign-in before an event may stand in any log.
    public override bool NeedsEveryLog => true;

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.MfaRequired)) ? null : "access.yaml requires MFA nowhere";

    public override void Begin(Subject? subject) => _signInAt = null;

    public override void Judge(in JudgedEvent e)
    {
        if (e.IsUse && !e.ByMachine && _required.Of(e.Grant)) JudgeUse(e);
        if (!e.Succeeded || !e.Row.Has(EventTraits.InteractiveSignIn)) return;
        _signInAt = e.Time;
        _signIn = e.Row.Traits & Said;
    }

    public override string Says(string? role) => "without multi-factor authentication";

    private void JudgeUse(in JudgedEvent e)
    {
        var said = e.Row.Traits & Said;
        if (said == EventTraits.None && _signInAt > e.Time - SignInHolds) said = _signIn;
        if (said == EventTraits.MfaNo) Violation(e);
        else if (said == EventTraits.None) Record.NotEvaluable(e, "where neither the event nor a sign-in in the 12 hours before says whether MFA was used");
    }
}
