using System.Runtime.InteropServices;
using System.Text;
using Compliance.Evidence.Bytes;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Judging;

/// <summary>Which record of a resource is the newest, by keyed hash of the id: a resource may be in several snapshots, or several times
/// in one.</summary>
internal sealed class ResourceIds
{
    private const int LongestId = 2048;
    private readonly Dictionary<UInt128, long> _last = [];
    private readonly KeyedHash _hash = new();
    private long _taken;

    /// <summary>Records of resources that a later record replaces.</summary>
    public long Replaced { get; private set; }

    /// <summary>Notes a record; records are numbered in the order in which they come.</summary>
    /// <returns>Its number.</returns>
    public long Add(Resource resource)
    {
        var number = _taken++;
        if (!resource.HasId) return number;
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, Hash(resource.Id), out var known);
        if (known) Replaced++;
        last = number;
        return number;
    }

    /// <summary>Whether the record with a number is the newest of its resource.</summary>
    public bool IsNewest(Resource resource, long number) => Replaced == 0 || !resource.HasId || _last[Hash(resource.Id)] == number;

    private UInt128 Hash(ReadOnlySpan<byte> id)
    {
        Span<byte> lower = stackalloc byte[Math.Min(id.Length, LongestId)];
        return id.Length > LongestId || Ascii.ToLower(id, lower, out _) != System.Buffers.OperationStatus.Done
            ? _hash.Of(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(id).ToLowerInvariant()))
            : _hash.Of(lower);
    }
}
