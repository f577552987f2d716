using Compliance.Entitlements;
using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Entitlements;

internal sealed class PrivilegedAccount : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("privileged-account", Severity.High,
        "one of the vendor's accounts administers a system, and no privileged role of the contract says so",
        "take the role away; if the vendor must administer the system, give it a role of its own in access.yaml with `privileged: true` and `grants`, approved");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        if (accounts.Count > 0 && !accounts.Any(account => account.Roles.Any())) return [Unknown(system, $"the lists of `{system.Name}` tell no roles: export them too")];
        return UnknownGroups(system, facts).Concat(accounts.Where(account => account.IsUsable).SelectMany(account => Judge(account, system, facts)));
    }

    private IEnumerable<Judgement> Judge(SystemAccount account, GrantedSystem system, EntitlementFacts facts)
    {
        var privileged = account.Roles.Where(grant => PrivilegedRoles.Holds(grant.System, grant.Role!)).ToList();
        var unresolved = account.Roles.Where(grant => PrivilegedRoles.IsUnresolved(grant.System, grant.Role!)).ToList();
        if (privileged.Count + unresolved.Count == 0) return [Of(account, Verdict.Pass, "it holds no role that administers the system")];
        var held = facts.Held(account, At(account, system)).Where(role => role.Privileged).ToList();
        return privileged.Concat(unresolved).Select(grant => held.Find(role => Covers(role, grant)) is { } covering
            ? Of(account, grant, Verdict.Pass, $"the contract gives it: {covering.Name}") with { Role = covering.Name }
            : unresolved.Contains(grant) ? Of(account, grant, Verdict.NotEvaluable, $"{Who(account)} has a role of `{account.System}` of which only the id `{Shown(grant.Role!)}` is known: export the names of roles too")
            : ByContract(Of(account, grant, Verdict.Fail, $"{Who(account)} administers `{account.System}` as `{Shown(grant.Role!)}`, and no privileged role of the contract says so"), facts));
    }

    private static bool Covers(Role held, Entitlement grant) => EntitlementFacts.Maps(held, grant.System, grant.Role!);
}
