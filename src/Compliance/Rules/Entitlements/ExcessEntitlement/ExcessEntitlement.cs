using Compliance.Entitlements;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class ExcessEntitlement : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("excess-entitlement", Severity.High,
        "a system grants somebody a role that none of their roles in the contract maps to",
        "take the role away in the system; or, if the contract gives it, assign the contract's role, or add the system's role to its `grants` and have access.yaml approved");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        if (accounts.Count == 0) yield break;
        if (!facts.IsMapped(system))
        {
            yield return Unknown(system, $"no role of access.yaml says what it maps to in `{system.Name}`: add `grants: [{{ system: {system.Name}, roles: […] }}]`");
            yield break;
        }
        if (!accounts.Any(account => account.Roles.Any()))
        {
            yield return Unknown(system, $"the lists of `{system.Name}` tell no roles: export them too");
            yield break;
        }
        if (system.Groups > 0 && !facts.Record.Vendor.Entitlements.Any(entry => entry.Role is not null && (entry.System ?? system.Name).Equals(system.Name, StringComparison.OrdinalIgnoreCase)))
            yield return Unknown(system, $"`{system.Name}` grants roles to groups ({system.Groups}), whose members no list tells: export the members and give `role` in vendor.yaml");
        // Those whom nobody knows, and those who have left, have rules of their own.
        foreach (var account in accounts.Where(account => account.IsUsable && account.IsKnown && !EntitlementFacts.HasLeft(account, At(account, system))))
        {
            var held = facts.Held(account, At(account, system));
            foreach (var grant in account.Roles) yield return Judge(account, grant, held, At(account, system), facts);
        }
    }

    private Judgement Judge(SystemAccount account, Entitlement grant, IReadOnlyList<Role> held, Instant at, EntitlementFacts facts)
    {
        if (held.FirstOrDefault(role => EntitlementFacts.Maps(role, account.System, grant.Role!)) is { } mapping)
            return Of(account, grant, Verdict.Pass, $"{mapping.Name} maps to `{Shown(grant.Role!)}`") with { Role = mapping.Name };
        var assigned = held.Where(role => !role.IsEveryone).ToList();
        var why = assigned.Count == 0 ? $"they hold no role of the contract on {Day(at)}" : $"{string.Join(", ", assigned.Select(role => role.Name))} does not map to it";
        return ByContract(Of(account, grant, Verdict.Fail, $"`{account.System}` grants `{Shown(grant.Role!)}` to {Who(account)}, and {why}") with { Role = assigned.FirstOrDefault()?.Name }, facts);
    }
}
