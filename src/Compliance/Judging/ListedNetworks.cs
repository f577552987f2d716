using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>The networks that access.yaml lists, as bits: those of one name are one network, one without a name is itself.</summary>
internal sealed class ListedNetworks
{
    private const int Bits = 128;

    private readonly (NetworkRange Range, UInt128 Bit)[] _networks;

    public ListedNetworks(AccessModel model)
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        // More networks than bits share the last: two of those pass for one.
        _networks = [.. model.Roles.SelectMany(r => r.Allow).SelectMany(e => e.When.Networks ?? []).Distinct().Select(network =>
        {
            var name = network.Name is { } given ? $"name {given}" : $"cidr {network.Cidr}";
            if (!names.TryGetValue(name, out var at)) names.Add(name, at = names.Count);
            return (NetworkRange.Of(network), UInt128.One << Math.Min(at, Bits - 1));
        })];
        AreAlwaysInForce = model.Roles.SelectMany(r => r.Allow).All(e => e.When.Networks?.All(n => n.From is null && n.Until is null) ?? true);
    }

    /// <summary>Whether an address lies in the same networks at all times.</summary>
    public bool AreAlwaysInForce { get; }

    /// <summary>The networks in force in which an address lies; 0: none.</summary>
    public UInt128 Of(UInt128 address, bool isV4, long at)
    {
        var found = UInt128.Zero;
        foreach (var (range, bit) in _networks)
            if (range.Contains(address, isV4, at)) found |= bit;
        return found;
    }
}
