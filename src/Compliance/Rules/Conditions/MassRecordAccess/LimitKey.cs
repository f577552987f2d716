using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Rules.Conditions;

/// <summary>What a volume limit counts: resources of a type (0: any) in a window of so many ticks.</summary>
internal readonly record struct LimitKey(ushort Type, long Per)
{
    public static LimitKey Of(VolumeLimit limit, ResourceTypes types) =>
        new(limit.Of == "*" ? (ushort)0 : types[limit.Of], limit.Per.BclCompatibleTicks);

    public bool Covers(ushort type) => Type == 0 || Type == type;
}
