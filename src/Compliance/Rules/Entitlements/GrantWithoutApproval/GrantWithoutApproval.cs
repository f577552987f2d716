using Compliance.Entitlements;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class GrantWithoutApproval : EntitlementRule
{
    private const int EarlyDays = 3;

    public override RuleDefinition Definition { get; } = new("grant-without-approval", Severity.Medium,
        "a system granted a role at a time at which the contract did not, or somebody granted it to themselves",
        "ask who approved the grant; enter the assignment from the day it was approved, or take the role away");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        var usable = accounts.Where(account => account.IsUsable && account.IsKnown).ToList();
        var told = usable.Exists(account => account.Roles.Any(grant => grant.GrantedAt is not null));
        var unsaid = 0;
        foreach (var account in usable)
        {
            foreach (var grant in account.Roles)
            {
                // Each time that it was granted counts, by whomever: a later grant is no less one than the first.
                var rows = account.Rows.Where(row => row.Role!.Equals(grant.Role, StringComparison.OrdinalIgnoreCase)).ToList();
                var timed = rows.Where(row => row.GrantedAt is not null).Select(row => Judge(account, row, row.GrantedAt!.Value, system, facts)).OrderBy(Leniency).ThenByDescending(one => one.Severity);
                if (rows.Find(row => IsOwn(account, row)) is { } own)
                    yield return Of(account, own, Verdict.Fail, $"{Who(account)} granted themselves `{Shown(own.Role!)}` in `{account.System}`") with { Severity = Severity.High };
                else if (timed.FirstOrDefault() is { } worst) yield return worst;
                // Where a system never tells, nothing is hidden by one grant that lacks it.
                else if (told) unsaid++;
                else yield return Of(account, grant, Verdict.NotApplicable, $"no list of `{account.System}` tells when a role was granted");
            }
        }
        if (unsaid > 0) yield return Unknown(system, $"the lists of `{system.Name}` tell of some roles when they were granted, and of others not ({unsaid}): give `granted_at`");
    }

    private Judgement Judge(SystemAccount account, Entitlement grant, Instant granted, GrantedSystem system, EntitlementFacts facts)
    {
        var contract = facts.Contract;
        if (contract.Approved is { } approved && granted < contract.Timezone.AtStartOfDay(approved.On).ToInstant())
            return Of(account, grant, Verdict.Pass, $"it was granted on {Day(granted)}, before the contract was approved: whether it is in excess is another rule's");
        var covering = facts.AssignmentsOf(account).Where(assignment => !facts.IsMapped(system) || EntitlementFacts.Maps(assignment.Role, account.System, grant.Role!)).ToList();
        if (covering.Exists(assignment => assignment.InForce(granted)) || facts.Held(account, granted).Any(role => role.IsEveryone && EntitlementFacts.Maps(role, account.System, grant.Role!)))
            return Of(account, grant, Verdict.Pass, "an assignment was in force when it was granted");
        var next = covering.Where(assignment => assignment.From > granted).MinBy(assignment => assignment.From);
        var said = $"`{account.System}` granted `{Shown(grant.Role!)}` to {Who(account)} on {Day(granted)}, ";
        var failed = next is null
            ? Of(account, grant, Verdict.Fail, said + "and no assignment of the contract covers that")
            : Of(account, grant, Verdict.Fail, said + $"and the assignment begins on {Day(next.From)}") with
            {
                Role = next.Role.Name,
                Severity = next.From - granted <= Duration.FromDays(EarlyDays) ? Severity.Low : Definition.Severity,
            };
        return ByContract(failed, facts);
    }

    private static int Leniency(Judgement judgement) => judgement.Verdict switch { Verdict.Fail => 0, Verdict.NotEvaluable => 1, _ => 2 };

    private static bool IsOwn(SystemAccount account, Entitlement grant) => grant.GrantedBy is { } by
        && new[] { account.Name, account.Id, account.Principal, grant.Email }.Any(name => by.Equals(name, StringComparison.OrdinalIgnoreCase));
}
