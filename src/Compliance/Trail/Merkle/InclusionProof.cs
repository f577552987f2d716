namespace Compliance.Trail.Merkle;

/// <summary>That an entry lies in a log: the hashes beside its way from leaf to root, the leaf's own sibling first (RFC 9162,
/// section 2.1.3).</summary>
public static class InclusionProof
{
    /// <summary>RFC 9162, section 2.1.3.2. Whatever the arguments are, the answer is yes or no.</summary>
    /// <param name="leaf">Leaf hash of the entry.</param>
    /// <param name="root">Of the log of that size.</param>
    public static bool Verifies(long index, long size, EntryHash leaf, IReadOnlyList<EntryHash> proof, EntryHash root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last) = (index, size - 1);
        var hash = leaf;
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = EntryHash.OfNode(sibling, hash);
                // The last node of a level that has no sibling rises as it is.
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = EntryHash.OfNode(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }
}
