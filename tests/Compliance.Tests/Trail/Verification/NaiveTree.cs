using System.Security.Cryptography;
using Compliance.Trail;

namespace Compliance.Tests.Trail.Verification;

/// <summary>RFC 6962 as it stands there, recursive and slow.</summary>
internal static class NaiveTree
{
    public static byte[] Leaf(byte[] leaf) => SHA256.HashData([0, .. leaf]);

    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return SHA256.HashData([]);
        if (leaves.Length == 1) return leaves[0];
        var k = Split(leaves.Length);
        return SHA256.HashData([1, .. Root(leaves[..k]), .. Root(leaves[k..])]);
    }

    public static List<byte[]> Consistency(int m, ReadOnlySpan<byte[]> leaves, bool isWhole = true)
    {
        if (m == leaves.Length) return isWhole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return m <= k ? [.. Consistency(m, leaves[..k], isWhole), Root(leaves[k..])] : [.. Consistency(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    public static List<byte[]> Inclusion(int m, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return m < k ? [.. Inclusion(m, leaves[..k]), Root(leaves[k..])] : [.. Inclusion(m - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>Roots of the complete subtrees, largest first.</summary>
    public static List<byte[]> Frontier(ReadOnlySpan<byte[]> leaves)
    {
        var roots = new List<byte[]>();
        while (leaves.Length > 0)
        {
            var k = 1;
            while (2 * k <= leaves.Length) k *= 2;
            roots.Add(Root(leaves[..k]));
            leaves = leaves[k..];
        }
        return roots;
    }

    public static EntryHash Hash(byte[] bytes) => EntryHash.TryRead(bytes, out var hash) ? hash : throw new ArgumentException("32 bytes");

    private static int Split(int n)
    {
        var k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }
}
