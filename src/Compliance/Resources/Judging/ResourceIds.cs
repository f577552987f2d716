using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Compliance.Resources.Snapshots;

namespace Compliance.Resources.Judging;

/// <summary>Which record of a resource is the newest, by digest of the id: a resource may be in several snapshots, or several times
/// in one.</summary>
internal sealed class ResourceIds
{
    private const int LongestId = 2048;
    private readonly Dictionary<UInt128, long> _last = [];
    private long _taken;

    /// <summary>Records of resources that a later record replaces.</summary>
    public long Replaced { get; private set; }

    /// <summary>Notes a record; records are numbered in the order in which they come.</summary>
    /// <returns>Its number.</returns>
    public long Add(Resource resource)
    {
        var number = _taken++;
        if (!resource.HasId) return number;
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, Digest(resource.Id), out var known);
        if (known) Replaced++;
        last = number;
        return number;
    }

    /// <summary>Whether the record with a number is the newest of its resource.</summary>
    public bool IsNewest(Resource resource, long number) => Replaced == 0 || !resource.HasId || _last[Digest(resource.Id)] == number;

    private static UInt128 Digest(ReadOnlySpan<byte> id)
    {
        Span<byte> lower = stackalloc byte[Math.Min(id.Length, LongestId)];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (id.Length > LongestId || Ascii.ToLower(id, lower, out _) != System.Buffers.OperationStatus.Done)
            SHA256.HashData(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(id).ToLowerInvariant()), digest);
        else SHA256.HashData(lower, digest);
        return MemoryMarshal.Read<UInt128>(digest);
    }
}
