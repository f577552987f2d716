using Compliance.Events;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>Puts together what several lists tell of one account: users in one, the members of roles in another, who is frozen in a third.</summary>
internal sealed class AccountMerge
{
    // Their accounts are those of one directory: a list of Azure has ids only, that of the directory has the names.
    private static readonly string[] OneDirectory = ["ENTRA", "AZURE", "M365"];

    private readonly List<Entitlement> _told;
    private readonly AccountOwners _owners;
    private readonly HashSet<string> _freezing;
    private readonly Dictionary<(string Directory, string Id), string> _nameOfId = [];
    private readonly ILookup<(string Directory, string Name), Entitlement> _inDirectory;

    /// <param name="freezing">The sources that tell only who is kept out, although another list has them as active.</param>
    public AccountMerge(IReadOnlyList<Entitlement> told, HashSet<string> freezing, AccountOwners owners)
    {
        _freezing = freezing;
        _told = [.. told.Where(one => !one.IsGroup)];
        _owners = owners;
        foreach (var one in _told)
            if (one.AccountId is { } id && one.Account != id) _nameOfId.TryAdd((Directory(one.System), id), one.Account);
        _inDirectory = _told.ToLookup(one => (Directory(one.System), Pattern.Fold(NameOf(one))));
    }

    public List<SystemAccount> Accounts() =>
    [
        .. _told.GroupBy(one => (System: Pattern.Fold(one.System), Name: Pattern.Fold(NameOf(one)))).Select(account => Merged([.. account])),
    ];

    private SystemAccount Merged(List<Entitlement> told)
    {
        var name = NameOf(told[0]);
        // What the system's own lists say goes before what the directory says.
        var facts = told.Concat(_inDirectory[(Directory(told[0].System), Pattern.Fold(name))].Except(told, ReferenceEqualityComparer.Instance).Cast<Entitlement>()).ToList();
        var id = facts.Select(one => one.AccountId).OfType<string>().FirstOrDefault();
        var owner = _owners.Of(told[0].System, told[0].Source, [name, .. Distinct(facts, one => one.Email), .. Distinct(facts, one => one.AccountId)]);
        var enabled = Enabled(facts);
        var mfa = SaidFact.Newest(facts, one => one.MfaEnrolled);
        var lastLogin = facts.Max(one => one.LastLogin);
        return new SystemAccount
        {
            System = told[0].System,
            Name = name,
            Id = id,
            Principal = owner.Principal,
            Person = owner.Person,
            IsKnown = owner.IsKnown,
            Row = owner.Row,
            Kind = owner.Row is { Kind: not AccountKind.Unknown } row ? row.Kind : facts.Select(one => one.Kind).FirstOrDefault(kind => kind is not AccountKind.Unknown, AccountKind.Human),
            Enabled = enabled.Value,
            EnabledAsOf = enabled.AsOf,
            Contradiction = owner.Contradiction ?? (enabled.Contradicts ? "lists of the same time, or of an unknown one, contradict each other on whether it is enabled: give `asOf`, or take the old list away" : null),
            AsOf = facts.Max(one => one.AsOf),
            LastLogin = lastLogin,
            NeverUsed = lastLogin is null && facts.Exists(one => one.NeverUsed),
            CreatedAt = facts.Min(one => one.CreatedAt),
            MfaEnrolled = mfa.Value,
            MfaContradicts = mfa.Contradicts,
            Grants = Grants(told, name),
            Rows = [.. told.Where(one => one.Role is not null).Select(one => one with { Account = name })],
        };
    }

    // Who is frozen stays an active user elsewhere, so that the two are no contradiction. Who is not frozen may still be inactive.
    private SaidFact Enabled(List<Entitlement> facts)
    {
        var frozen = SaidFact.Newest(facts.Where(one => _freezing.Contains(one.Source)), one => one.Enabled ?? true);
        var active = SaidFact.Newest(facts.Where(one => !_freezing.Contains(one.Source)), one => one.Enabled);
        return frozen.Value is false || frozen.Contradicts && active.Value is not false ? frozen : active;
    }

    private static IEnumerable<string> Distinct(List<Entitlement> facts, Func<Entitlement, string?> of) => facts.Select(of).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static List<Entitlement> Grants(List<Entitlement> told, string name)
    {
        // The first time that it was granted, as of the newest list that still has it.
        var roles = told.Where(one => one.Role is not null).GroupBy(one => Pattern.Fold(one.Role!))
            .Select(role => role.MinBy(one => one.GrantedAt ?? Instant.MaxValue)! with { AsOf = role.Max(one => one.AsOf) });
        var grants = roles.Select(one => one with { Account = name }).ToList();
        return grants.Count > 0 ? grants : [told[0] with { Account = name }];
    }

    private string NameOf(Entitlement one) => one.AccountId is { } id && one.Account == id ? _nameOfId.GetValueOrDefault((Directory(one.System), id), one.Account) : one.Account;

    private static string Directory(string system) => Pattern.Fold(system) is var folded && OneDirectory.Contains(folded) ? OneDirectory[0] : folded;
}
