using Compliance.Entitlements;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class MfaNotEnrolled : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("mfa-not-enrolled", Severity.High,
        "somebody who must use a second factor has none set up",
        "have the person enrol a second factor, and the system demand it at the next sign-in");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        foreach (var judgement in UnknownGroups(system, facts)) yield return judgement;
        var unsaid = 0;
        foreach (var account in accounts.Where(account => account.IsUsable && account.IsHuman))
        {
            var why = Why(account, At(account, system), facts);
            var unresolved = account.Roles.FirstOrDefault(grant => PrivilegedRoles.IsUnresolved(grant.System, grant.Role!));
            if (why is null && unresolved is not null && account.MfaEnrolled is not true)
                yield return Of(account, Verdict.NotEvaluable, $"whether `{Shown(unresolved.Role!)}` administers `{account.System}` its id does not tell, and {Who(account)} is not known to have a second factor: export the names of roles too");
            else if (why is null) yield return Of(account, Verdict.NotApplicable, "neither a role of the contract nor one of the system asks for a second factor");
            else if (account.MfaEnrolled is { } enrolled)
                yield return Of(account, enrolled ? Verdict.Pass : Verdict.Fail, enrolled ? "a second factor is set up" : $"{Who(account)} has no second factor in `{account.System}`, and {why}");
            else if (account.MfaContradicts) yield return Of(account, Verdict.NotEvaluable, $"lists contradict each other on whether {Who(account)} has a second factor in `{account.System}`: give `asOf`, or take the old list away");
            else unsaid++;
        }
        if (unsaid > 0) yield return Unknown(system, $"no list of `{system.Name}` tells who set up a second factor ({unsaid} accounts must): export that too, or give `mfa_enrolled`");
    }

    private static string? Why(SystemAccount account, Instant at, EntitlementFacts facts)
    {
        if (facts.Held(account, at).FirstOrDefault(role => role.Allow.Any(entry => entry.When.MfaRequired)) is { } held) return $"{held.Name} requires it";
        return account.Roles.FirstOrDefault(grant => PrivilegedRoles.Holds(grant.System, grant.Role!)) is { } privileged ? $"`{Shown(privileged.Role!)}` administers the system" : null;
    }
}
