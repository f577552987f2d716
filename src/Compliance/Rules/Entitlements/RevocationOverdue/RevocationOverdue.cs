using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Entitlements;

internal sealed class RevocationOverdue : EntitlementRule
{
    public override RuleDefinition Definition { get; } = new("revocation-overdue", Severity.High,
        "a review decided to take something away, and after the due date it is still granted",
        "take it away in the system and export the list again; if it must stay, review it again and say why");

    public override IEnumerable<Judgement> Judge(EntitlementFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Revocations is not { } register) return [];
        var listed = new ListedEntitlements(facts.Access, register.Revocations.Select(revocation => revocation.Entitlement).ToHashSet(StringComparer.Ordinal));
        return register.Revocations.Select(revocation => listed.Find(revocation.Entitlement) is { } found
            ? Judge(revocation, found.Account, found.Grant, facts) : Absent(revocation, listed, facts)).Concat(register.Kept.Select(Kept));
    }

    private protected override IEnumerable<Judgement> Judge(GrantedSystem system, IReadOnlyList<SystemAccount> accounts, EntitlementFacts facts) => [];

    private Judgement Judge(Revocation revocation, SystemAccount account, Entitlement? grant, EntitlementFacts facts)
    {
        var (asOf, due) = (grant?.AsOf ?? account.AsOf, LastDay(revocation));
        if (!account.IsUsable) return OfGrant(account, grant, Verdict.Pass, "the account is disabled");
        // A list from before the decision shows what the reviewers had before them, however early they wanted it gone.
        if (asOf > Instant.Max(revocation.Due, revocation.Decided))
            return OfGrant(account, grant, Verdict.Fail, $"a review of {Day(revocation.Decided)} decided to take `{Shown(grant?.Role ?? "the account")}` of `{account.System}` away from {Who(account)} by {due}; "
                + $"the list of {Day(asOf.Value)} still has it");
        return facts.Now > revocation.Due
            ? OfGrant(account, grant, Verdict.NotEvaluable, $"it was to be gone by {due}, and no list of `{account.System}` is newer: export it again")
            : OfGrant(account, grant, Verdict.NotApplicable, $"it is due on {due}");
    }

    // What was to be taken away and was then decided to stay must be evaluated, or its finding would stand for ever.
    private Judgement Kept(KeptEntitlement kept) => new()
    {
        Rule = Definition.Id,
        Subject = $"{Shown(kept.System)}:{Shown(kept.Entitlement)}",
        Verdict = Verdict.Pass,
        Severity = Definition.Severity,
        Message = $"a review of {Day(kept.Decided)} decided that it stays",
        Fix = Definition.Fix,
        At = kept.Decided,
    };

    // The one who held it may have vanished from the list as well: what is not listed is not granted, if the list is newer than the decision.
    private Judgement Absent(Revocation revocation, ListedEntitlements listed, EntitlementFacts facts)
    {
        var list = facts.Access.Systems.FirstOrDefault(system => system.Name.Equals(revocation.System, StringComparison.OrdinalIgnoreCase));
        var isTold = listed.IsToldSince(revocation.Entitlement, revocation.Decided);
        var isGone = !isTold && listed.WouldBeListed(revocation.Entitlement, revocation.System, revocation.Decided);
        var isDue = facts.Now > revocation.Due;
        return new Judgement
        {
            Rule = Definition.Id,
            Subject = $"{Shown(revocation.System)}:{Shown(revocation.Entitlement)}",
            Verdict = isGone ? Verdict.Pass : isDue ? Verdict.NotEvaluable : Verdict.NotApplicable,
            Severity = Definition.Severity,
            Message = isGone ? "it is granted no more"
                : isDue && isTold ? $"something of `{Shown(revocation.System)}` was to be gone by {LastDay(revocation)}, and is still listed, of an account that is not known as the vendor's: enter it in accounts.csv, or take it away"
                : isDue ? $"something of `{Shown(revocation.System)}` was to be gone by {LastDay(revocation)}, and no list of its form, read whole, is newer than the decision: export it"
                : $"it is due on {LastDay(revocation)}",
            Fix = Definition.Fix,
            At = list?.AsOf ?? revocation.Decided,
        };
    }

    // A date counts to its end, which is the beginning of the next.
    private static string LastDay(Revocation revocation) => Day(revocation.Due - Duration.Epsilon);

    private Judgement OfGrant(SystemAccount account, Entitlement? grant, Verdict verdict, string message) =>
        grant is null ? Of(account, verdict, message) : Of(account, grant, verdict, message);
}
