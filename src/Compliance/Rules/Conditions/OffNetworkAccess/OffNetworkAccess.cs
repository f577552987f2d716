using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class OffNetworkAccess : Rule
{
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
            Record.NotEvaluable(e, "without an address that can be read");
            return;
        }
        foreach (var network in networks)
            if (network.Contains(e.Row.Address, e.Row.Has(EventTraits.AddressV4), e.Time)) return;
        Violation(e);
    }

    public override string Says(string? role) => "from an address outside the agreed networks";

    public override string Suggest(string? role, string? action) => $"roles.{role}.when.networks: [ … ]";
}
