using Compliance.Entitlements;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Rules.Entitlements;

/// <summary>A rule about what systems grant. It is pure, and needs no log.</summary>
public abstract class EntitlementRule
{
    private const int LongestName = 200;

    public abstract RuleDefinition Definition { get; }

    /// <summary>At most one judgement for each subject: a system, an account of it, a role of the account.</summary>
    public virtual IEnumerable<Judgement> Judge(EntitlementFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Access.Systems.SelectMany(system => facts.WhyNotJudged(system) is { } why ? [Unknown(system, why)] : Judged(system, facts));
    }

    // Of an account whose lists contradict each other, whichever of them a rule believed might be the wrong one.
    private IEnumerable<Judgement> Judged(GrantedSystem system, EntitlementFacts facts)
    {
        var accounts = facts.AccountsOf(system).ToLookup(account => account.Contradiction is null);
        var contradictory = accounts[false].Select(account => Of(account, Verdict.NotEvaluable, $"the account {Shown(account.Name)} of `{account.System}`: {account.Contradiction}"));
        return contradictory.Concat(accounts[true].Any() || !accounts[false].Any() ? Judge(system, [.. accounts[true]], facts) : []);
    }

    /// <param name="accounts">The vendor's accounts of the system; the instant of its lists is known.</param>
    private protected abstract IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts);

    /// <summary>Of a whole system nothing can be told.</summary>
    private protected Judgement Unknown(GrantedSystem system, string why) => new()
    {
        Rule = Definition.Id,
        Subject = system.Name,
        Verdict = Verdict.NotEvaluable,
        Severity = Definition.Severity,
        Message = Excerpt.Line(why, 400),
        Fix = Definition.Fix,
        At = system.AsOf,
        Evidence = new EvidenceReference(system.Source, 1),
    };

    /// <summary>What groups hold that administers a system, or may: their members no list tells. Empty: nothing.</summary>
    private protected IEnumerable<Judgement> UnknownGroups(GrantedSystem system, EntitlementFacts facts)
    {
        var roles = system.PrivilegedGroupRoles.Where(role => !facts.Record.Vendor.Entitlements.Any(entry => role.Equals(entry.Role, StringComparison.OrdinalIgnoreCase)
            && (entry.System ?? system.Name).Equals(system.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        return roles.Count == 0 ? [] : [Unknown(system, $"`{system.Name}` grants `{Shown(roles[0])}`{(roles.Count > 1 ? $" and {roles.Count - 1} more roles" : "")} to groups, whose members no list tells: export the members and give the role in vendor.yaml")];
    }

    /// <summary>A verdict on an account.</summary>
    private protected Judgement Of(SystemAccount account, Verdict verdict, string message) => Of(account, account.Grants[0], account.Subject, account.System, verdict, message);

    /// <summary>A verdict on one of its roles.</summary>
    private protected Judgement Of(SystemAccount account, Entitlement grant, Verdict verdict, string message) =>
        Of(account, grant, $"{account.Subject}:{grant.Role}", $"{account.System}:{grant.Role}", verdict, message);

    /// <summary>What fails only if the contract is as access.yaml says: without an approval nobody has said so.</summary>
    private protected static Judgement ByContract(Judgement failed, EntitlementFacts facts) =>
        facts.Contract.Approved is not null ? failed : failed with { Verdict = Verdict.NotEvaluable, IsProvisional = true, Message = $"{failed.Message} (policy not approved)" };

    /// <summary>The instant by which an account is judged.</summary>
    private protected static Instant At(SystemAccount account, GrantedSystem system) => account.AsOf ?? system.AsOf!.Value;

    private protected static string Day(Instant instant) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd").Format(instant);

    /// <summary>The person, with the account where that has another name.</summary>
    private protected static string Who(SystemAccount account) =>
        account.Principal.Equals(account.Name, StringComparison.OrdinalIgnoreCase) ? Shown(account.Name) : $"{Shown(account.Principal)} ({Shown(account.Name)})";

    private protected static string Shown(string name) => Excerpt.Line(name, LongestName);

    private Judgement Of(SystemAccount account, Entitlement grant, string subject, string action, Verdict verdict, string message) => new()
    {
        Rule = Definition.Id,
        Subject = subject,
        Action = action,
        Resource = account.Name,
        Principal = account.Principal,
        Verdict = verdict,
        Severity = Definition.Severity,
        Message = message,
        Fix = Definition.Fix,
        At = account.AsOf,
        Evidence = new EvidenceReference(grant.Source, grant.Record),
    };
}
