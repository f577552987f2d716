using System.Runtime.InteropServices;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Touched;

/// <summary>The principals asked for, and which of them the logs know.</summary>
internal sealed class AskedPrincipals
{
    private readonly Dictionary<PrincipalKey, int> _index = [];
    private readonly List<Sight> _sights = [];

    public AskedPrincipals(TouchedQuestion question, AuditTables tables)
    {
        var (from, to) = (Ticks.FromOr(question.From, long.MinValue), Ticks.FromOr(question.To, long.MaxValue));
        foreach (var name in question.Principals)
        {
            var subject = tables.Subjects.Find(name);
            // One that no list knows is told by the hash of its folded name, as where events are judged.
            var key = subject is null
                ? PrincipalKey.Hashed(tables.Hash.Of(MemoryMarshal.AsBytes(Pattern.Fold(name).AsSpan())))
                : PrincipalKey.Known(subject.Index);
            if (!_index.TryAdd(key, _sights.Count)) continue;
            var held = subject?.HeldDuring(from, to).Where(roles => roles.Roles.Count > 0).ToList() ?? [];
            _sights.Add(new Sight { HoldsRoles = held.Count > 0 });
            Held = [.. Held.Union(held)];
        }
    }

    /// <summary>Different ones.</summary>
    public int Count => _sights.Count;

    /// <summary>Every set of roles that one of them held at some time in the window.</summary>
    public HeldRoles[] Held { get; private set; } = [];

    public IReadOnlyList<Sight> Sights => _sights;

    /// <summary>Null for a principal that is not asked for.</summary>
    public Sight? Find(PrincipalKey key) => _index.TryGetValue(key, out var at) ? _sights[at] : null;

    /// <summary>What the logs show of one of them.</summary>
    internal sealed class Sight
    {
        public bool HoldsRoles { get; init; }
        public bool Seen { get; set; }
        public bool SeenInWindow { get; set; }

        /// <summary>Whether an event was out of the audit's scope: it counts here all the same.</summary>
        public bool OutOfScope { get; set; }
    }
}
