using System.Numerics;

namespace Compliance.Trail.Merkle;

/// <summary>That a log only grew: the first entries of the larger one are all of the smaller one, in their order (RFC 9162,
/// section 2.1.4).</summary>
public static class ConsistencyProof
{
    /// <summary>RFC 9162, section 2.1.4.2. Of two equal sizes the roots are equal and the proof is empty. Nothing can be
    /// proved of a log of size 0, so that it is refused; whatever the arguments are, the answer is yes or no.</summary>
    public static bool Verifies(long size1, long size2, EntryHash root1, EntryHash root2, IReadOnlyList<EntryHash> proof)
    {
        if (size1 <= 0 || size2 < size1) return false;
        if (size1 == size2) return proof.Count == 0 && root1 == root2;
        if (proof.Count == 0) return false;
        // A smaller log that is one complete subtree is itself the first hash, and left out.
        var path = BitOperations.IsPow2(size1) ? [root1, .. proof] : proof;
        var (node, last) = (size1 - 1, size2 - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (old, grown) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (old, grown) = (EntryHash.OfNode(hash, old), EntryHash.OfNode(hash, grown));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                grown = EntryHash.OfNode(grown, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old == root1 && grown == root2;
    }
}
