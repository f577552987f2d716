using System.Globalization;
using Compliance.Entitlements;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class AccountEnabledAfterLeft : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("account-enabled-after-left", Severity.High,
        "an account is still enabled after its person left",
        "disable the account in the system, end its sessions, and look whether it was used since; then ask the vendor why it was not told in time");

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts) =>
        accounts.Where(account => account.Person is not null).Select(account => Judge(account, account.EnabledAsOf ?? At(account, system), facts.Now));

    private Judgement Judge(SystemAccount account, Instant at, Instant? now)
    {
        if (!EntitlementFacts.HasLeft(account, at))
        {
            return now is { } instant && account.IsUsable && EntitlementFacts.Left(account, instant) is { } since
                ? Of(account, Verdict.NotEvaluable, $"they left on {Day(since)}, and the list is of {Day(at)}: export it again")
                : Of(account, Verdict.Pass, "its person is employed");
        }
        if (account.Enabled is null) return Of(account, Verdict.NotEvaluable, $"{Who(account)} has left, and no list of `{account.System}` tells whether the account is enabled");
        if (account.Enabled is false) return Of(account, Verdict.Pass, "it is disabled");
        var late = EntitlementFacts.Left(account, at) is { } left
            ? $"{Hours(at - left)} after its person's last employment ended (list of {Day(at)})"
            : "although its person's status is `terminated`; people.csv does not say when they left";
        return Of(account, Verdict.Fail, $"the account {Shown(account.Name)} of `{account.System}` was enabled {late}");
    }

    private static string Hours(Duration late) => late.TotalHours < 1
        ? "less than an hour" : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(late.TotalHours)} {(late.TotalHours < 2 ? "hour" : "hours")}");
}
