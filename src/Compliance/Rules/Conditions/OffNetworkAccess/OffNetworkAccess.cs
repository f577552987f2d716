using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class OffNetworkAccess(Announcements announced, EventPasses passes, UnlistedEgress egress) : ConditionRule(announced)
{
    private readonly SpillSorter<EventRow> _outside = passes.Sorter<EventRow>();
    private readonly ByGrant<NetworkRange[]?> _networks = new(grant => grant.Entries.All(e => e.When.Networks is not null)
        ? [.. grant.Entries.SelectMany(e => e.When.Networks!).Distinct().Select(NetworkRange.Of)]
        : null);

    public override RuleDefinition Definition { get; } = new("off-network-access", Severity.Medium,
        "access came from an address outside the networks agreed",
        "restrict the application to the vendor's networks, or add the network to access.yaml");

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.Access.Roles.Any(r => r.Allow.Any(e => e.When.Networks is not null)) ? null : "access.yaml names no networks";

    public override void Judge(in JudgedEvent e)
    {
        if (!e.IsUse || _networks.Of(e.Grant) is not { } networks) return;
        if (!e.Row.Has(EventTraits.Address))
        {
            Unknown(e, "without an address that can be read");
            return;
        }
        foreach (var network in networks)
            if (network.Contains(e.Row.Address, e.Row.Has(EventTraits.AddressV4), e.Time)) return;
        Broken(e);
    }

    // What many share is told once, and who they are is known only after the last of them.
    protected override void Break(in JudgedEvent e)
    {
        egress.Saw(e.Row);
        _outside.Add(e.Row);
    }

    protected override void Undecided(in JudgedEvent e, string reason)
    {
        egress.SawNoAddress(e);
        base.Undecided(e, reason);
    }

    public override void Conclude(AuditFacts facts)
    {
        egress.Settle();
        var merge = _outside.Sorted();
        while (merge.Next())
        {
            var e = passes.Judged(merge.Current);
            if (!egress.Takes(e)) Violation(e);
        }
    }

    public override string Says(string? role) => "from an address outside the agreed networks";

    public override string Suggest(string? role, string? action) => $"roles.{role}.when.networks: [ … ]";
}
