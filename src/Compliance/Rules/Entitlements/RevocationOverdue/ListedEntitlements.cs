using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using NodaTime;

namespace Compliance.Rules.Entitlements;

/// <summary>What is granted, and what lists ever told, by the digest that a decision of a review was made about.</summary>
internal sealed class ListedEntitlements
{
    private readonly GrantedAccess _access;
    private readonly Dictionary<string, ListedGrant> _granted = new(StringComparer.Ordinal);
    private readonly ILookup<string, (EntitlementList List, Entitlement One, bool IsAccount)> _told;

    /// <param name="decided">The digests that are asked for.</param>
    public ListedEntitlements(GrantedAccess access, IReadOnlySet<string> decided)
    {
        _access = access;
        foreach (var account in access.Accounts)
        {
            foreach (var name in new[] { account.Name, account.Id }.OfType<string>())
            {
                // An account that gained a role is still there.
                _granted.TryAdd(EntitlementDigest.Of(account.System, name, null), new(account, null));
                foreach (var grant in account.Roles) _granted.TryAdd(EntitlementDigest.Of(account.System, name, grant.Role), new(account, grant));
            }
        }
        _told = access.Lists.SelectMany(list => list.Entitlements, (list, one) => (list, one)).SelectMany(told => Digests(told.list, told.one))
            .Where(told => decided.Contains(told.Digest)).ToLookup(told => told.Digest, told => (told.List, told.One, told.IsAccount), StringComparer.Ordinal);
    }

    /// <summary>What a decision was about, where it is still granted: under the name that it had, or to the same id under another. Null: no list in force has it.</summary>
    public ListedGrant? Find(string digest)
    {
        if (_granted.TryGetValue(digest, out var found)) return found;
        foreach (var (_, one, isAccount) in _told[digest])
        {
            if (one.AccountId is not { } id) continue;
            if (_granted.TryGetValue(EntitlementDigest.Of(one.System, id, isAccount ? null : one.Role), out found)) return found;
        }
        return null;
    }

    /// <summary>Whether lists newer than an instant, read whole, would have it: those of the forms that told it, else of every form of the system.</summary>
    public bool WouldBeListed(string digest, string system, Instant since)
    {
        var origin = _told[digest].Select(told => told.List.Format).ToHashSet(StringComparer.Ordinal);
        var lists = _access.Lists.Where(list => Tells(list, system) && (origin.Count == 0 || origin.Contains(list.Format))).ToList();
        var newer = lists.Where(list => list.AsOf > since).ToList();
        // Where no list tells which form it stood in, one that tells no roles shows nothing of a role.
        if (origin.Count == 0 && !newer.Exists(list => list.Entitlements.Any(one => one.Role is not null))) return false;
        return newer.TrueForAll(list => list.Rejected == 0) && lists.Select(list => list.Format).ToHashSet(StringComparer.Ordinal).SetEquals(newer.Select(list => list.Format));
    }

    /// <summary>Whether a list in force that is newer than an instant still tells it, of an account that is no more the vendor's.</summary>
    public bool IsToldSince(string digest, Instant since) => _told[digest].Any(told => (told.One.AsOf ?? told.List.AsOf) is { } asOf && asOf > since
        && !_access.Lists.Any(other => other.Format == told.List.Format && Tells(other, told.One.System) && other.AsOf > asOf + Duration.FromDays(1)));

    private static bool Tells(EntitlementList list, string system) => list.System is { } one
        ? one.Equals(system, StringComparison.OrdinalIgnoreCase) : list.Entitlements.Any(entitlement => entitlement.System.Equals(system, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Digest, EntitlementList List, Entitlement One, bool IsAccount)> Digests(EntitlementList list, Entitlement one)
    {
        foreach (var name in new[] { one.Account, one.AccountId }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (one.Role is { } role) yield return (EntitlementDigest.Of(one.System, name, role), list, one, false);
            yield return (EntitlementDigest.Of(one.System, name, null), list, one, true);
        }
    }
}

/// <summary>Something that is granted now.</summary>
/// <param name="Grant">Null: the account itself.</param>
internal sealed record ListedGrant(SystemAccount Account, Entitlement? Grant);
