using System.Buffers.Binary;
using System.Net;
using Compliance.Judging;
using Compliance.Rules.Conduct;

namespace Compliance.Rules.Conditions;

/// <summary>An address, or the /64 of an IPv6 one, on one local day.</summary>
/// <param name="Address">As IPv6; IPv4 mapped.</param>
/// <param name="Day">Since 1970-01-01.</param>
internal readonly record struct AddressDay(UInt128 Address, int Day) : IComparable<AddressDay>
{
    private const int MappedPrefix = 0xffff;

    public static AddressDay Of(in EventRow row, ZoneClock clock) =>
        new(SessionSpans.PlaceOf(row.Address, row.Has(EventTraits.AddressV4)), clock.Local(row.Time).Day);

    public int CompareTo(AddressDay other)
    {
        var order = Address.CompareTo(other.Address);
        return order == 0 ? Day.CompareTo(other.Day) : order;
    }

    /// <summary><c>198.51.100.7</c>, or <c>2001:db8:1:2::/64</c>.</summary>
    public string Text()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        var address = new IPAddress(bytes);
        return Address >> 32 == MappedPrefix ? address.MapToIPv4().ToString() : $"{address}/64";
    }
}

/// <summary>Somebody at an address on a day; sorted so that those of one address and day come together, person by person.</summary>
internal struct AddressVisit : ISortable<AddressVisit>
{
    public AddressDay At;
    public PrincipalKey Principal;

    // Every IPv4 address is below every IPv6 one: its own bits are in the lower half, and no IPv6 prefix may come before them.
    private const ulong AboveV4 = 1UL << 49;

    public readonly ulong Prefix => At.Address >> 64 == 0 ? (ulong)(At.Address & ulong.MaxValue) : Math.Max((ulong)(At.Address >> 64), AboveV4);

    public static int Compare(in AddressVisit left, in AddressVisit right)
    {
        var order = left.At.CompareTo(right.At);
        return order == 0 ? left.Principal.CompareTo(right.Principal) : order;
    }
}
