using System.Globalization;
using Compliance.Entitlements;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class DormantEntitlement : EntitlementRule
{
    private const int DormantDays = 45;

    public override RuleDefinition Definition { get; } = new("dormant-entitlement", Severity.Medium,
        "an enabled account was not used for 45 days",
        "disable the account, or write down why it must stay; enter a leave in people.csv");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        var unsaid = 0;
        foreach (var account in accounts.Where(account => account.IsUsable && account.IsHuman))
        {
            var at = At(account, system);
            if (account.Person?.InForce(at).OnLeave == true) yield return Of(account, Verdict.NotApplicable, "its person is on leave");
            else if (Since(account) is { } since) yield return Judge(account, since, at);
            else unsaid++;
        }
        if (unsaid > 0) yield return Unknown(system, $"no list of `{system.Name}` tells when accounts were last used ({unsaid} of them): export that too, or give `last_login`");
    }

    // Who never came in has not used it since it was given; who came in before a role was added has used the account.
    private static Instant? Since(SystemAccount account) =>
        account.LastLogin ?? (account.NeverUsed ? account.Grants.Max(grant => grant.GrantedAt) ?? account.CreatedAt : null);

    private Judgement Judge(SystemAccount account, Instant since, Instant at)
    {
        var idle = at - since;
        if (idle < Duration.FromDays(DormantDays)) return Of(account, Verdict.Pass, $"it was used within {DormantDays} days");
        var days = Math.Floor(idle.TotalDays).ToString(CultureInfo.InvariantCulture);
        return Of(account, Verdict.Fail, account.NeverUsed
            ? $"{Who(account)} never used the account of `{account.System}`, given {days} days before the list of {Day(at)}"
            : $"{Who(account)} last used the account of `{account.System}` {days} days before the list of {Day(at)}");
    }
}
