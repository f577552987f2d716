using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail;

public class MerkleFrontierTests
{
    // The leaves and roots that certificate transparency implementations check themselves by.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Known_leaves_give_the_known_roots(int count, string root)
    {
        var leaves = Leaves.Take(count).Select(hex => EntryHash.OfLeaf(Convert.FromHexString(hex)));
        Assert.Equal(root, MerkleFrontier.Empty.Append(leaves).Root.ToString());
    }

    [Fact]
    public void However_the_entries_arrive_the_root_is_that_of_the_recursive_definition() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), ArbMap.Default.ArbFor<byte>(), (batches, seed) =>
        {
            var all = new List<EntryHash>();
            var frontier = MerkleFrontier.Empty;
            foreach (var batch in batches.Select(batch => batch ?? []))
            {
                var leaves = batch.Select(b => EntryHash.OfLeaf([b, seed])).ToList();
                all.AddRange(leaves);
                frontier = MerkleFrontier.Parse(frontier.Size, frontier.ToBytes()).Append(leaves);
            }
            return frontier.Size == all.Count && frontier.Root == RootOf(all);
        }).Check(Tried.Times());

    [Fact]
    public void An_append_leaves_the_frontier_it_started_from_as_it_was()
    {
        var before = MerkleFrontier.Empty.Append([EntryHash.OfLeaf([1])]);
        var root = before.Root;
        before.Append([EntryHash.OfLeaf([2])]);
        Assert.Equal((1L, root), (before.Size, before.Root));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 32)]
    [InlineData(1, 0)]
    [InlineData(3, 32)]
    [InlineData(4, 33)]
    public void Stored_bytes_that_do_not_fit_the_size_are_refused(long size, int bytes) =>
        Assert.Throws<FormatException>(() => MerkleFrontier.Parse(size, new byte[bytes]));

    // RFC 6962, section 2.1, word for word.
    private static EntryHash RootOf(List<EntryHash> leaves)
    {
        if (leaves.Count == 0) return EntryHash.EmptyRoot;
        if (leaves.Count == 1) return leaves[0];
        var k = 1;
        while (k * 2 < leaves.Count) k *= 2;
        return EntryHash.OfNode(RootOf([.. leaves.Take(k)]), RootOf([.. leaves.Skip(k)]));
    }
}
