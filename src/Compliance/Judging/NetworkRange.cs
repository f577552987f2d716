using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>A network as numbers: an address is inside when its first bits are the network's.</summary>
internal readonly record struct NetworkRange(UInt128 Address, UInt128 Mask, bool IsV4, long From, long Until)
{
    public static NetworkRange Of(Network network)
    {
        var (address, isV4) = AddressText.Of(network.Cidr.BaseAddress);
        var length = network.Cidr.PrefixLength + (isV4 ? 96 : 0);
        var mask = length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
        return new NetworkRange(address & mask, mask, isV4, Ticks.FromOr(network.From, long.MinValue), Ticks.FromOr(network.Until, long.MaxValue));
    }

    public bool Contains(UInt128 address, bool isV4, long at) =>
        isV4 == IsV4 && (address & Mask) == Address && at >= From && at < Until;
}
