using Compliance.Trail;
using Compliance.Trail.Merkle;

namespace Compliance.Tests.Trail.Merkle;

public class ProofVerificationTests
{
    private static readonly EntryHash[] Leaves = NaiveTree.Leaves(300);

    private static EntryHash Root(int size) => NaiveTree.Root(Leaves.AsSpan(0, size));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8)]
    [InlineData(2, 3)]
    [InlineData(5, 7)]
    [InlineData(6, 7)]
    [InlineData(255, 256)]
    [InlineData(100, 299)]
    [InlineData(298, 299)]
    public void An_inclusion_proof_fails_with_any_bit_flipped_or_a_hash_more_or_less(int index, int size)
    {
        var (leaf, root, proof) = (Leaves[index], Root(size), NaiveTree.Path(index, Leaves.AsSpan(0, size)));
        Assert.True(InclusionProof.Verifies(index, size, leaf, proof, root));
        Assert.All(Flips(leaf), other => Assert.False(InclusionProof.Verifies(index, size, other, proof, root)));
        Assert.All(Flips(root), other => Assert.False(InclusionProof.Verifies(index, size, leaf, proof, other)));
        Assert.All(Flips(proof), other => Assert.False(InclusionProof.Verifies(index, size, leaf, other, root)));
        Assert.All(OtherLengths(proof), other => Assert.False(InclusionProof.Verifies(index, size, leaf, other, root)));
        for (var other = -1; other <= size; other++)
            Assert.Equal(other == index, InclusionProof.Verifies(other, size, leaf, proof, root));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 300)]
    [InlineData(3, 7)]
    [InlineData(4, 7)]
    [InlineData(6, 8)]
    [InlineData(7, 8)]
    [InlineData(128, 256)]
    [InlineData(255, 257)]
    [InlineData(299, 300)]
    public void A_consistency_proof_fails_with_any_bit_flipped_or_a_hash_more_or_less(int size1, int size2)
    {
        var (root1, root2, proof) = (Root(size1), Root(size2), NaiveTree.Proof(size1, Leaves.AsSpan(0, size2)));
        Assert.True(ConsistencyProof.Verifies(size1, size2, root1, root2, proof));
        Assert.All(Flips(root1), other => Assert.False(ConsistencyProof.Verifies(size1, size2, other, root2, proof)));
        Assert.All(Flips(root2), other => Assert.False(ConsistencyProof.Verifies(size1, size2, root1, other, proof)));
        Assert.All(Flips(proof), other => Assert.False(ConsistencyProof.Verifies(size1, size2, root1, root2, other)));
        Assert.All(OtherLengths(proof), other => Assert.False(ConsistencyProof.Verifies(size1, size2, root1, root2, other)));
        Assert.False(ConsistencyProof.Verifies(size2, size1, root2, root1, proof));
    }

    [Fact]
    public void Equal_sizes_are_consistent_when_their_roots_are_equal_and_nothing_is_said_beside()
    {
        Assert.True(ConsistencyProof.Verifies(7, 7, Root(7), Root(7), []));
        Assert.False(ConsistencyProof.Verifies(7, 7, Root(7), Root(6), []));
        Assert.False(ConsistencyProof.Verifies(7, 7, Root(7), Root(7), [Root(7)]));
    }

    [Fact]
    public void Nothing_is_proved_of_an_empty_log()
    {
        Assert.False(ConsistencyProof.Verifies(0, 0, EntryHash.EmptyRoot, EntryHash.EmptyRoot, []));
        Assert.False(ConsistencyProof.Verifies(0, 5, EntryHash.EmptyRoot, Root(5), []));
        Assert.False(ConsistencyProof.Verifies(0, 1, Root(1), Root(1), [Root(1)]));
        Assert.False(InclusionProof.Verifies(0, 0, Leaves[0], [], EntryHash.EmptyRoot));
        Assert.False(ConsistencyProof.Verifies(-1, 5, Root(1), Root(5), [Root(1)]));
    }

    [Theory]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    [InlineData(0, long.MaxValue)]
    [InlineData(1L << 62, long.MaxValue)]
    public void The_largest_logs_are_answered_too(long index, long size)
    {
        EntryHash[] proof = [.. Enumerable.Repeat(Leaves[0], 64)];
        for (var count = 0; count <= proof.Length; count++)
        {
            Assert.False(InclusionProof.Verifies(index, size, Leaves[1], proof[..count], Leaves[2]));
            Assert.False(ConsistencyProof.Verifies(index + 1, size, Leaves[1], Leaves[2], proof[..count]));
        }
    }

    private static IEnumerable<EntryHash> Flips(EntryHash hash)
    {
        for (var bit = 0; bit < 256; bit++)
        {
            var bytes = hash.ToArray();
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            EntryHash.TryRead(bytes, out var flipped);
            yield return flipped;
        }
    }

    private static IEnumerable<EntryHash[]> Flips(EntryHash[] proof) =>
        proof.SelectMany((hash, i) => Flips(hash).Select(flipped => (EntryHash[])[.. proof[..i], flipped, .. proof[(i + 1)..]]));

    private static IEnumerable<EntryHash[]> OtherLengths(EntryHash[] proof)
    {
        for (var count = 0; count < proof.Length; count++)
        {
            yield return proof[..count];
            yield return proof[^count..];
        }
        yield return [.. proof, Leaves[0]];
        yield return [Leaves[0], .. proof];
        if (proof.Length > 0) yield return [.. proof, proof[^1]];
    }
}
