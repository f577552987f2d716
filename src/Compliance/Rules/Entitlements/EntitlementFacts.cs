using Compliance.Entitlements;
using Compliance.Entitlements.Review;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Rules.Entitlements;

/// <summary>What rules about entitlements see: what systems grant, beside what the contract says. Each list is judged by the time it tells of.</summary>
/// <param name="Now">The audit's now; null: there is no instant by which a list could be too old.</param>
public sealed record EntitlementFacts(VendorRecord Record, GrantedAccess Access, Instant? Now)
{
    /// <summary>What was granted longer ago says nothing of today.</summary>
    private const int StaleDays = 35;

    private readonly ILookup<string, Assignment> _assignments = Record.Access.Assignments.ToLookup(assignment => assignment.Principal, StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, SystemAccount> _accounts = Access.Accounts.ToLookup(account => account.System, StringComparer.OrdinalIgnoreCase);
    private readonly Role? _everyone = Record.Access.Roles.FirstOrDefault(role => role.IsEveryone);

    /// <summary>What reviews decided to take away; null: none is known.</summary>
    public RevocationRegister? Revocations { get; init; }

    public AccessModel Contract => Record.Access;

    public IEnumerable<SystemAccount> AccountsOf(GrantedSystem system) => _accounts[system.Name];

    /// <summary>Why nothing of a system can be judged; null when it can.</summary>
    public string? WhyNotJudged(GrantedSystem system)
    {
        if (system.AsOf is not { } asOf) return $"nothing tells of when the list of `{system.Name}` is: give `asOf` in vendor.yaml, or the column `as_of`";
        return Now is { } now && asOf < now - Duration.FromDays(StaleDays)
            ? $"the newest list of `{system.Name}` is more than {StaleDays} days older than the day judged: export it again, or give `asOf` in vendor.yaml where it does not say of when it is"
            : null;
    }

    public IEnumerable<Assignment> AssignmentsOf(SystemAccount account) =>
        string.Equals(account.Principal, account.Name, StringComparison.OrdinalIgnoreCase) ? _assignments[account.Principal] : _assignments[account.Principal].Concat(_assignments[account.Name]);

    /// <summary>The roles of the contract that an account's person holds, those assigned first.</summary>
    public IReadOnlyList<Role> Held(SystemAccount account, Instant at)
    {
        var assigned = AssignmentsOf(account).Where(assignment => assignment.InForce(at)).Select(assignment => assignment.Role).Distinct();
        return _everyone is not null && IsEmployed(account, at) ? [.. assigned, _everyone] : [.. assigned];
    }

    /// <summary>The roles that the contract gives anything in a system.</summary>
    public bool IsMapped(GrantedSystem system) => Contract.Roles.Any(role => role.Grants.Any(grant => Same(grant.System, system.Name)));

    /// <summary>Whether a role of the contract maps to one of the system.</summary>
    public static bool Maps(Role held, string system, string role) =>
        held.Grants.Any(grant => Same(grant.System, system) && grant.Roles.Any(pattern => pattern.Matches(role) || pattern.Matches(PrivilegedRoles.WithoutScope(role))));

    /// <summary>When the last employment that had begun ended; null: it has not, or nothing says so.</summary>
    public static Instant? Left(SystemAccount account, Instant at) => account.Person?.LastBegun(at)?.Ends is { } ends && ends < at ? ends : null;

    /// <summary>Whether the person has left, also where nothing says when.</summary>
    public static bool HasLeft(SystemAccount account, Instant at) => Left(account, at) is not null || account.Person?.LastBegun(at)?.Terminated == true;

    private static bool IsEmployed(SystemAccount account, Instant at) => account.Person?.LastBegun(at) is not null && !HasLeft(account, at);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
