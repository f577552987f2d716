using System.Runtime.InteropServices;
using System.Text;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Decides what the access model says of an event. An event is allowed by the entries of held roles that match
/// it, unless a deny entry of a held role matches.</summary>
internal sealed class GrantTable(PermissionTable permissions, KeyedHash hash)
{
    private const long Soon = 3 * Ticks.Day;

    private readonly Dictionary<(GrantKind Kind, string? Role), Grant> _refusals = [];
    private readonly Dictionary<UInt128, Grant> _allowed = [];
    private readonly Dictionary<AllowEntry, int> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly List<Grant> _all = [];
    private char[] _written = new char[256];
    private char[] _folded = new char[256];
    private int[] _matching = new int[16];

    public Grant this[int index] => _all[index];

    /// <summary>In the order in which they were first come to.</summary>
    public IReadOnlyList<Grant> All => _all;

    /// <summary>The grant here that is equal to one of another table of the same model.</summary>
    /// <param name="entries">Of <see cref="GrantKind.Allowed"/>: in file order.</param>
    /// <param name="uses">As in <see cref="Grant.Uses"/>.</param>
    public Grant Same(GrantKind kind, string? role, List<AllowEntry> entries, int[] uses) =>
        kind == GrantKind.Allowed ? Allowed(role, entries, uses) : Refusal(kind, role);

    /// <param name="soon">True when the grant that is not in force begins within three days of the event.</param>
    public Grant Decide(Subject? subject, HeldRoles held, AccessAction action, ReadOnlySpan<byte> resource, long time, out bool soon)
    {
        soon = false;
        var grants = held.For(action);
        var elsewhere = subject is { HasAssignments: true };
        if (grants.Settled is { } settled && !(settled.Kind == GrantKind.None && elsewhere)) return settled;

        var text = Fold(resource);
        var grant = grants.Settled ?? (grants.DependsOnResource ? OfMatch(grants, text) : grants.Settled = OfMatch(grants, text));
        if (grant.Kind != GrantKind.None || !elsewhere) return grant;
        return NotInForce(subject!, action, text, time, out soon) ?? grant;
    }

    private Grant OfMatch(ActionGrants grants, ResourceText resource)
    {
        foreach (var deny in grants.Deny)
            if (ActionGrants.Matches(deny, resource)) return Refusal(GrantKind.Forbidden, grants.Held.FirstAssigned);
        if (_matching.Length < grants.Allow.Length) _matching = new int[grants.Allow.Length];
        var count = 0;
        for (var i = 0; i < grants.Allow.Length; i++)
            if (ActionGrants.Matches(grants.Allow[i].Entry.Resources, resource)) _matching[count++] = i;
        if (count == 0) return Refusal(GrantKind.None, grants.Held.FirstAssigned);

        var match = _matching.AsSpan(0, count);
        var key = hash.Of(MemoryMarshal.AsBytes(match));
        if (!grants.ByMatch.TryGetValue(key, out var grant)) grants.ByMatch.Add(key, grant = Allowed(grants, match));
        return grant;
    }

    private Grant Allowed(ActionGrants grants, ReadOnlySpan<int> match)
    {
        var entries = new List<AllowEntry>();
        var uses = new List<int>();
        foreach (var i in match)
        {
            var allow = grants.Allow[i];
            entries.Add(allow.Entry);
            uses.AddRange(allow.Patterns.Select(p => permissions.Find(allow.Role, p)).Where(u => u >= 0));
        }
        return Allowed(grants.Allow[match[0]].Role.Name, entries, [.. uses.Distinct()]);
    }

    /// <summary>The one grant of these entries and uses, however many actions and sets of roles come to it: a log may name any number
    /// of actions.</summary>
    private Grant Allowed(string? first, List<AllowEntry> entries, int[] uses)
    {
        int[] parts = [entries.Count, .. entries.Select(Number), .. uses];
        var key = hash.Of(MemoryMarshal.AsBytes(parts.AsSpan()));
        if (!_allowed.TryGetValue(key, out var grant))
        {
            _allowed.Add(key, grant = Keep(new Grant
            {
                Index = _all.Count,
                Kind = GrantKind.Allowed,
                Role = first,
                Entries = entries,
                Uses = uses,
            }));
        }
        return grant;
    }

    private int Number(AllowEntry entry)
    {
        if (!_entries.TryGetValue(entry, out var number)) _entries.Add(entry, number = _entries.Count);
        return number;
    }

    private Grant? NotInForce(Subject subject, AccessAction action, ResourceText resource, long time, out bool soon)
    {
        Role? role = null;
        soon = false;
        foreach (var assignment in subject.Assignments)
        {
            if (assignment.InForce(Ticks.ToInstant(time)) || !Allows(assignment.Role, action, resource)) continue;
            role ??= assignment.Role;
            var wait = Ticks.From(assignment.From) - time;
            soon |= assignment.Role == role && wait is > 0 and <= Soon;
        }
        return role is null ? null : Refusal(GrantKind.NotInForce, role.Name);
    }

    private static bool Allows(Role role, AccessAction action, ResourceText resource)
    {
        foreach (var deny in role.Deny)
            if (Matches(deny.Actions, deny.Resources, action, resource)) return false;
        foreach (var allow in role.Allow)
            if (Matches(allow.Actions, allow.Resources, action, resource)) return true;
        return false;
    }

    private static bool Matches(IReadOnlyList<Pattern> actions, IReadOnlyList<Pattern> resources, AccessAction action, ResourceText resource) =>
        actions.Any(p => p.MatchesFolded(action.Folded)) && ActionGrants.Matches(resources, resource);

    private Grant Refusal(GrantKind kind, string? role)
    {
        if (!_refusals.TryGetValue((kind, role), out var grant))
            _refusals.Add((kind, role), grant = Keep(new Grant { Index = _all.Count, Kind = kind, Role = role }));
        return grant;
    }

    private Grant Keep(Grant grant)
    {
        _all.Add(grant);
        return grant;
    }

    private ResourceText Fold(ReadOnlySpan<byte> resource)
    {
        if (_written.Length < resource.Length) (_written, _folded) = (new char[resource.Length], new char[resource.Length]);
        var length = Encoding.UTF8.GetChars(resource, _written);
        _written.AsSpan(0, length).ToUpperInvariant(_folded);
        return new ResourceText(resource.IsEmpty, _folded.AsSpan(0, length));
    }
}
