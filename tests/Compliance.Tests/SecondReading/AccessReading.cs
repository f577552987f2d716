using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>An entry of <c>allow</c> with the role it belongs to.</summary>
internal sealed record Permission(Role Role, AllowEntry Entry);

/// <summary>Roles held, permissions, employment.</summary>
internal sealed class AccessReading(VendorRecord record)
{
    private readonly Dictionary<JudgedEvent, IReadOnlyList<Permission>> _allowing = new(ReferenceEqualityComparer.Instance);

    public AccessModel Model => record.Access;

    public bool IsKnown(string principal) =>
        Names.InPeople(record, principal) || Names.InAccounts(record, principal) || Names.InAssignments(record, principal);

    /// <summary>In file order of the roles.</summary>
    public IReadOnlyList<Role> Held(string principal, Instant at) =>
        [.. Model.Roles.Where(role => Holds(principal, role, at)).OrderBy(role => role.Index)];

    public bool Holds(string principal, Role role, Instant at) => principal != "(none)" && (role.IsEveryone
        ? IsEmployed(principal, at)
        : AssignmentsOf(principal).Any(assignment => assignment.Role == role && InForce(assignment, at)));

    /// <summary>In file order.</summary>
    public IEnumerable<Assignment> AssignmentsOf(string principal) =>
        Model.Assignments.Where(assignment => Matching.Same(assignment.Principal, principal));

    /// <summary>Exactly <c>[from, until)</c>.</summary>
    public static bool InForce(Assignment assignment, Instant at) =>
        assignment.From <= at && (assignment.Until is null || at < assignment.Until);

    /// <summary>The entries that allow the event, in file order; none when a held role denies it.</summary>
    public IReadOnlyList<Permission> Allowing(JudgedEvent e)
    {
        if (!_allowing.TryGetValue(e, out var allowing)) _allowing[e] = allowing = FindAllowing(e);
        return allowing;
    }

    private IReadOnlyList<Permission> FindAllowing(JudgedEvent e) => IsDenied(e) ? [] :
    [
        .. Held(e.Principal, e.Time).SelectMany(role => role.Allow
            .Where(entry => Covers(entry, e))
            .Select(entry => new Permission(role, entry))),
    ];

    /// <summary>Whether an entry of <c>deny</c> of a held role matches.</summary>
    public bool IsDenied(JudgedEvent e) => Held(e.Principal, e.Time).Any(role => Forbids(role, e));

    public static bool Covers(AllowEntry entry, JudgedEvent e) =>
        Matching.AnyMatches(entry.Actions, e.Event.Action) && Matching.AnyMatches(entry.Resources, e.Event.Resource);

    public static bool Forbids(Role role, JudgedEvent e) => role.Deny.Any(entry =>
        Matching.AnyMatches(entry.Actions, e.Event.Action) && Matching.AnyMatches(entry.Resources, e.Event.Resource));

    /// <summary>A person's rows, oldest first; one without <c>hired</c> began in the infinite past.</summary>
    public IReadOnlyList<Employment> Rows(string principal) =>
        Names.PersonOf(record, principal) is not { } person ? [] :
        [
            .. person.Employments.OrderBy(row => row.Begins ?? Instant.MinValue).ThenBy(row => row.Line),
        ];

    public Employment? LastBegun(string principal, Instant at) => Rows(principal).LastOrDefault(row => HasBegun(row, at));

    /// <summary>"The last whose <c>hired</c> began before the event, else the first."</summary>
    public Employment? RowInForce(string principal, Instant at) => LastBegun(principal, at) ?? (Rows(principal) is [var first, ..] ? first : null);

    /// <summary>An event is after the end when it is later, so the end itself is still employment.</summary>
    private bool IsEmployed(string principal, Instant at) =>
        Rows(principal).Any(row => HasBegun(row, at) && (row.Ends is null || at <= row.Ends));

    private static bool HasBegun(Employment row, Instant at) => row.Begins is null || row.Begins <= at;
}
