using System.Security.Cryptography;
using Compliance.Trail;
using Compliance.Trail.Hashing;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Hashing;

public sealed class TreeHashingTests
{
    private readonly TreeHashing _hashing = new();

    [Fact]
    public void Leaves_of_every_length_hash_as_SHA256_has_it()
    {
        var lengths = Enumerable.Range(0, 2_001).Append(4_086).Append(4_087).Append(4_088).Append(60_000).Append(65_535).ToArray();

        Assert.Equal(lengths.Select(length => Expected(Message(length))), Hashes([.. lengths.Select(Message)]));
    }

    [Fact]
    public void A_leaf_hashes_alike_in_every_lane_and_beside_any_others()
    {
        for (var lane = 0; lane < 8; lane++)
        {
            byte[][] leaves = [.. Enumerable.Range(0, 8).Select(i => Message(i == lane ? 100 : 10 * i * i))];

            Assert.Equal(leaves.Select(Expected), Hashes(leaves));
        }
    }

    [Fact]
    public void Leaves_of_mixed_lengths_keep_their_order() => Check.One(
        Tried.Times(),
        Prop.ForAll(Gen.Choose(0, 700).ListOf().ToArbitrary(), lengths =>
        {
            byte[][] leaves = [.. lengths.Select(Message)];
            return Hashes(leaves).SequenceEqual(leaves.Select(Expected));
        }));

    [Fact]
    public void Nodes_hash_as_SHA256_has_it() => Check.One(
        Tried.Times(),
        Prop.ForAll(Gen.Choose(0, 40).ToArbitrary(), pairs =>
        {
            var children = Message(64 * pairs);
            var parents = new byte[32 * pairs];
            _hashing.Nodes(children, parents);
            return parents.Chunk(32).Select(Convert.ToHexStringLower)
                .SequenceEqual(children.Chunk(64).Select(pair => Convert.ToHexStringLower(SHA256.HashData([1, .. pair]))));
        }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(256)]
    public void A_fold_is_the_root_of_a_complete_subtree(int count)
    {
        var leaves = Message(32 * count).Chunk(32).Select(bytes => EntryHash.TryRead(bytes, out var hash) ? hash : default).ToArray();

        Assert.Equal(MerkleFrontier.Empty.Append(leaves).Root, _hashing.Fold(Message(32 * count)));
    }

    private string[] Hashes(byte[][] leaves)
    {
        var places = new (int, int)[leaves.Length];
        var text = new List<byte>();
        for (var i = 0; i < leaves.Length; i++)
        {
            places[i] = (text.Count, leaves[i].Length);
            text.AddRange(leaves[i]);
        }
        var hashes = new byte[32 * leaves.Length];
        _hashing.Leaves([.. text], places, hashes);
        return [.. hashes.Chunk(32).Select(Convert.ToHexStringLower)];
    }

    private static string Expected(byte[] leaf) => Convert.ToHexStringLower(SHA256.HashData([0, .. leaf]));

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(((i * 7919 + length) >> 3) & 0xff))];
}
