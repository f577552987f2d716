using System.Numerics;
using Compliance.Trail;
using Compliance.Trail.Merkle;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Merkle;

public class MerkleProofsTests
{
    private static readonly EntryHash[] Leaves = NaiveTree.Leaves(100_000);

    [Fact]
    public async Task Inclusion_proofs_in_every_log_up_to_300_entries_are_those_of_the_definition_and_verify()
    {
        for (var size = 1; size <= 300; size++)
        {
            var leaves = Leaves[..size];
            var (tiles, root) = (new MemoryTiles(leaves), NaiveTree.Root(leaves));
            foreach (var index in Some(0, size - 1))
            {
                var proof = await MerkleProofs.InclusionAsync(tiles, index, size);
                Assert.Equal(NaiveTree.Path(index, leaves), proof);
                Assert.True(InclusionProof.Verifies(index, size, leaves[index], proof, root), $"{index} in {size}");
            }
        }
    }

    [Fact]
    public async Task Consistency_proofs_of_every_log_up_to_300_entries_are_those_of_the_definition_and_verify()
    {
        var roots = Enumerable.Range(0, 301).Select(size => NaiveTree.Root(Leaves.AsSpan(0, size))).ToArray();
        for (var size2 = 1; size2 <= 300; size2++)
        {
            var leaves = Leaves[..size2];
            var tiles = new MemoryTiles(leaves);
            foreach (var size1 in Some(1, size2))
            {
                var proof = await MerkleProofs.ConsistencyAsync(tiles, size1, size2);
                Assert.Equal(NaiveTree.Proof(size1, leaves), proof);
                Assert.True(ConsistencyProof.Verifies(size1, size2, roots[size1], roots[size2], proof), $"{size1} of {size2}");
            }
        }
    }

    [Fact]
    public void Proofs_in_large_logs_are_those_of_the_definition()
    {
        var tiles = new MemoryTiles(Leaves);
        Prop.ForAll(Gen.Choose(1, Leaves.Length).Two().ToArbitrary(), async pair =>
        {
            var (small, size) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
            var leaves = Leaves[..size];
            Assert.Equal(NaiveTree.Path(small - 1, leaves), await MerkleProofs.InclusionAsync(tiles, small - 1, size));
            Assert.Equal(NaiveTree.Proof(small, leaves), await MerkleProofs.ConsistencyAsync(tiles, small, size));
            var frontier = await MerkleProofs.FrontierAsync(tiles, size);
            Assert.Equal((size, NaiveTree.Root(leaves)), (frontier.Size, frontier.Root));
        }).Check(Tried.Times(30));
    }

    [Fact]
    public async Task The_frontier_of_any_size_is_that_of_appending_one_by_one()
    {
        var tiles = new MemoryTiles(Leaves);
        var frontier = MerkleFrontier.Empty;
        for (var size = 0; size < 1_100; size++)
        {
            Assert.Equal(frontier.ToBytes(), (await MerkleProofs.FrontierAsync(tiles, size)).ToBytes());
            frontier = frontier.Append([Leaves[size]]);
        }
    }

    [Fact]
    public async Task A_proof_reads_each_tile_once_and_few_of_them_and_only_tiles_that_the_log_has()
    {
        const int size = 70_000;
        var expected = Enumerable.Range(0, 3).SelectMany(level => Tile.OfLevel(level, size)).ToHashSet();
        var tiles = new MemoryTiles(Leaves.AsSpan(0, size));
        for (var index = 0; index < size; index += 3_331)
        {
            tiles.Asked.Clear();
            await MerkleProofs.InclusionAsync(tiles, index, size);
            Assert.Equal(tiles.Asked.Distinct(), tiles.Asked);
            Assert.Empty(tiles.Asked.Except(expected));
            Assert.InRange(tiles.Asked.Count, 1, 5);
        }
    }

    [Fact]
    public async Task What_is_not_in_the_log_cannot_be_asked_for()
    {
        var tiles = new MemoryTiles(Leaves.AsSpan(0, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MerkleProofs.InclusionAsync(tiles, 10, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MerkleProofs.InclusionAsync(tiles, -1, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MerkleProofs.ConsistencyAsync(tiles, 0, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MerkleProofs.ConsistencyAsync(tiles, 11, 10));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => MerkleProofs.FrontierAsync(tiles, -1));
        Assert.Empty(await MerkleProofs.ConsistencyAsync(tiles, 10, 10));
    }

    [Fact]
    public async Task A_tile_of_another_length_is_refused() =>
        Assert.Contains("tile/0/000.p/10", (await Assert.ThrowsAsync<FormatException>(() => MerkleProofs.InclusionAsync(new Short(), 3, 10))).Message, StringComparison.Ordinal);

    // All of a small log; of a larger one the last, those about a power of two, and every thirteenth.
    private static IEnumerable<int> Some(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Where(i => last < 40 || last - i < 3 || i % 13 == last % 13 || BitOperations.PopCount((uint)i) == 1 || BitOperations.PopCount((uint)i + 1) == 1);

    private sealed class Short : ITiles
    {
        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(Tile tile, CancellationToken cancellationToken) => ValueTask.FromResult<ReadOnlyMemory<byte>>(new byte[tile.Length - 1]);
    }
}
