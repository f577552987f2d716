using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Rules.Entitlements;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Reports;

/// <summary>What reviewers are asked to certify: everything that systems grant to the vendor's people, and what speaks against it.</summary>
/// <param name="Id">Tells this review from others.</param>
/// <param name="At">When it was written.</param>
/// <param name="Due">By when what is revoked must be gone; null: reviewers say so.</param>
/// <param name="Systems">Of which there are lists, and of when those are.</param>
/// <param name="Unread">Records of lists that could not be read, and so are missing here.</param>
public sealed record AccessReview(string Id, VendorId Vendor, Instant At, Instant? Due, IReadOnlyList<ReviewedEntitlement> Items, IReadOnlyList<GrantedSystem> Systems, long Unread)
{
    /// <exception cref="InputException">The folder has no list, or two entries claim one.</exception>
    public static AccessReview Of(string id, IVendorFolder folder, VendorRecord record, Instant at, Instant? due, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(record);
        var lists = EntitlementLists.Read(folder, record, at, cancellation);
        if (lists.Unmatched is [var entry, ..]) throw new InputException($"vendor.yaml:{entry.Line}: no file matches `{entry.Path}`: put the list there");
        if (lists.All.Count == 0) throw new InputException($"{folder.Location}: there is no list of users and roles: put exports of the systems under entitlements/");
        // What was found when the list was made speaks against it, however old the list is; how old is for whoever asks for the review to see.
        var facts = new EntitlementFacts(record, GrantedAccess.Of(lists.All, record), Now: null);
        var against = EntitlementRules.Judge(facts).Where(judgement => judgement.Verdict is Verdict.Fail || judgement.IsProvisional)
            .ToLookup(judgement => judgement.Subject, judgement => judgement.Rule, StringComparer.OrdinalIgnoreCase);
        var items = facts.Access.Accounts.Where(account => account.IsUsable).SelectMany(account => account.Grants, (account, grant) =>
            new ReviewedEntitlement(account, grant, [.. against[account.Subject].Concat(against[$"{account.Subject}:{grant.Role}"]).Distinct(StringComparer.Ordinal)]));
        return new AccessReview(id, record.Vendor.Id, at, due, [.. items], facts.Access.Systems, lists.All.Sum(list => list.Rejected));
    }

    /// <summary>What a sheet that comes back is held to.</summary>
    public ListedAccess Listed(VendorRecord record) => new(
        Items.GroupBy(item => EntitlementDigest.Of(item.Account.System, item.Account.Name, item.Grant.Role), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => new ReviewedGrant(same.First().Account.Principal, same.Any(item => item.Against.Count > 0)), StringComparer.Ordinal),
        record.Accounts);
}

/// <summary>One entitlement to be certified.</summary>
/// <param name="Against">Ids of the rules that found something against it or its account.</param>
public sealed record ReviewedEntitlement(SystemAccount Account, Entitlement Grant, IReadOnlyList<string> Against);
