using Compliance.Entitlements;
using Compliance.Events;
using Compliance.Findings;

namespace Compliance.Rules.Entitlements;

internal sealed class AccountWithoutPerson : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("account-without-person", Severity.High,
        "a system has an account that is nobody's",
        "find out whose it is and enter it in accounts.csv; disable it until then");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts)
    {
        if (accounts.Count > 0 && facts.Record.People is null && facts.Record.Accounts.Count == 0)
            return [Unknown(system, "there is neither people.csv nor accounts.csv: nothing tells whose accounts are")];
        return accounts.Where(account => account.IsUsable).Select(account => Why(account, facts) is { } why
            ? Of(account, Verdict.Fail, $"the account {Shown(account.Name)} of `{account.System}` {why}")
            : Of(account, Verdict.Pass, "it is known whose it is"));
    }

    private static string? Why(SystemAccount account, EntitlementFacts facts)
    {
        if (account.Person is not null) return null;
        if (account.Row is not { } row) return "stands in neither people.csv nor accounts.csv";
        if (facts.Record.People is null) return null;
        if (row.Person is { } person) return $"is that of {Shown(person)}, whom people.csv does not have";
        return account.Kind is AccountKind.Human or AccountKind.Unknown ? "stands in accounts.csv without a person" : null;
    }
}
