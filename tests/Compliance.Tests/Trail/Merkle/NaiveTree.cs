using Compliance.Trail;

namespace Compliance.Tests.Trail.Merkle;

/// <summary>RFC 6962, section 2.1, word for word: slow, and plainly what it says.</summary>
internal static class NaiveTree
{
    public static EntryHash[] Leaves(int count, int seed = 0) =>
        [.. Enumerable.Range(0, count).Select(i => EntryHash.OfLeaf([.. BitConverter.GetBytes(seed), .. BitConverter.GetBytes(i)]))];

    public static EntryHash Root(ReadOnlySpan<EntryHash> leaves)
    {
        if (leaves.Length == 0) return EntryHash.EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var k = Split(leaves.Length);
        return EntryHash.OfNode(Root(leaves[..k]), Root(leaves[k..]));
    }

    public static EntryHash[] Path(int m, ReadOnlySpan<EntryHash> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    public static EntryHash[] Proof(int m, ReadOnlySpan<EntryHash> leaves) => Subproof(m, leaves, true);

    private static EntryHash[] Subproof(int m, ReadOnlySpan<EntryHash> leaves, bool whole)
    {
        if (m == leaves.Length) return whole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return m <= k
            ? [.. Subproof(m, leaves[..k], whole), Root(leaves[k..])]
            : [.. Subproof(m - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Split(int count)
    {
        var k = 1;
        while (k * 2 < count) k *= 2;
        return k;
    }
}
