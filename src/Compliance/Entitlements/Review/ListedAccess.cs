using Compliance.Vendors;

namespace Compliance.Entitlements.Review;

/// <summary>What the lists of a vendor's folder say of the entitlements on a sheet: a sheet comes back from outside, and only its
/// decisions are believed.</summary>
/// <param name="ByDigest">By <see cref="EntitlementDigest"/>.</param>
/// <param name="Accounts">accounts.csv: whose a reviewer's own accounts are.</param>
public sealed record ListedAccess(IReadOnlyDictionary<string, ReviewedGrant> ByDigest, IReadOnlyList<Account> Accounts)
{
    /// <summary>The answers, each about an entitlement that is listed and with the principal that it really has.</summary>
    /// <param name="file">Name of the sheet, for messages.</param>
    /// <exception cref="InputException">Up to 20 problems, one a line: what is on no list, who reviews their own access, what is kept without a word.</exception>
    public ReviewAnswers Hold(string file, ReviewAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var problems = new InputProblems();
        var held = new List<ReviewDecision>(answers.Decisions.Count);
        foreach (var decision in answers.Decisions)
        {
            if (!ByDigest.TryGetValue(decision.Entitlement, out var listed))
            {
                problems.Add(file, decision.Line, 1, "no list of the folder grants this: leave its `Decision` empty, or write the sheet again");
                continue;
            }
            if (Same(PersonOf(decision.Reviewer), PersonOf(listed.Principal)))
                problems.Add(file, decision.Line, 1, $"{Excerpt.Of(decision.Reviewer)} reviews their own access: let somebody else decide");
            if (listed.IsAgainst && !decision.Revoke && decision.Justification is null)
                problems.Add(file, decision.Line, 1, "it is kept although something speaks against it: say why in `Justification`");
            held.Add(decision with { Principal = listed.Principal });
        }
        problems.ThrowIfAny();
        return answers with { Decisions = held };
    }

    private string PersonOf(string name) => Accounts.FirstOrDefault(account => account.Person is not null && Same(account.Name, name))?.Person ?? name;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An entitlement as the lists have it.</summary>
/// <param name="Principal">Whose it is.</param>
/// <param name="IsAgainst">Whether a rule found something against it.</param>
public sealed record ReviewedGrant(string Principal, bool IsAgainst);
