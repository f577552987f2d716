using System.Text;
using Compliance.Tests.Trail.Merkle;
using Compliance.Tests.Trail.Notes;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Proofs;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Trail.Proofs;

public class ProofFileTests
{
    private const string Hash = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    private static readonly MemorySigner Signer = new("example.com/log", "a key of the tests");
    private static readonly byte[][] Entries = [.. Enumerable.Range(0, 11).Select(i => Encoding.UTF8.GetBytes($"entry {i}"))];
    private static readonly EntryHash[] Leaves = [.. Entries.Select(entry => EntryHash.OfLeaf(entry))];

    private static Task<SignedCheckpoint> CheckpointAsync() =>
        SignedCheckpoint.SignAsync(new("example.com/log", Leaves.Length, NaiveTree.Root(Leaves)), [Signer], default);

    [Fact]
    public async Task A_proof_reads_back_and_includes_its_entry()
    {
        var proof = new TlogProof(5, NaiveTree.Path(5, Leaves), await CheckpointAsync(), Entries[5]);
        var read = TlogProof.Parse(proof.ToBytes());
        Assert.Equal(5, read.Index);
        Assert.Equal(Entries[5], read.Extra);
        Assert.Equal(proof.ToBytes(), read.ToBytes());
        Assert.True(read.Includes(Leaves[5]));
        Assert.True(read.Checkpoint.Check([Signer.Key]).IsVerified);
        Assert.False(read.Includes(Leaves[6]));
        Assert.False((read with { Index = 6 }).Includes(Leaves[5]));
    }

    [Fact]
    public async Task A_proof_has_this_form()
    {
        var checkpoint = await CheckpointAsync();
        var lines = Encoding.UTF8.GetString(new TlogProof(3, NaiveTree.Path(3, Leaves), checkpoint, "extra"u8.ToArray()).ToBytes());
        var hashes = string.Concat(NaiveTree.Path(3, Leaves).Select(hash => Convert.ToBase64String(hash.Bytes) + "\n"));
        Assert.Equal($"c2sp.org/tlog-proof@v1\nextra ZXh0cmE=\nindex 3\n{hashes}\n{Encoding.UTF8.GetString(checkpoint.Bytes.Span)}", lines);
        Assert.Null(TlogProof.Parse(new TlogProof(3, [], checkpoint, null).ToBytes()).Extra);
    }

    [Fact]
    public async Task A_consistency_file_reads_back_and_extends_the_earlier_log()
    {
        var file = new ConsistencyFile(6, NaiveTree.Proof(6, Leaves), await CheckpointAsync());
        var read = ConsistencyFile.Parse(file.ToBytes());
        Assert.StartsWith("old 6\n", Encoding.UTF8.GetString(file.ToBytes()), StringComparison.Ordinal);
        Assert.Equal(file.ToBytes(), read.ToBytes());
        Assert.True(read.Extends(NaiveTree.Root(Leaves.AsSpan(0, 6))));
        Assert.False(read.Extends(NaiveTree.Root(Leaves.AsSpan(0, 5))));
    }

    [Fact]
    public async Task Everything_extends_an_empty_log_without_proof()
    {
        var file = new ConsistencyFile(0, [], await CheckpointAsync());
        Assert.True(file.Extends(EntryHash.EmptyRoot));
        Assert.False(file.Extends(Leaves[0]));
        Assert.False((file with { Hashes = [Leaves[0]] }).Extends(EntryHash.EmptyRoot));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 01\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1 \n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAA\nindex 1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1\n" + Hash + "\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 1\n" + Hash)]
    public async Task What_is_no_proof_is_refused(string head)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head), .. (await CheckpointAsync()).Bytes.Span];
        Assert.Throws<FormatException>(() => TlogProof.Parse(bytes));
        Assert.Throws<FormatException>(() => ConsistencyFile.Parse(bytes));
    }

    [Fact]
    public async Task A_proof_has_at_most_63_hashes()
    {
        var checkpoint = (await CheckpointAsync()).Bytes.ToArray();
        byte[] File(string start, int hashes) => [.. Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(Hash, hashes)) + "\n"), .. checkpoint];
        Assert.Equal(63, TlogProof.Parse(File("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 1\n", 63)).Hashes.Count);
        Assert.Equal(63, ConsistencyFile.Parse(File("old 1\n", 63)).Hashes.Count);
        Assert.Throws<FormatException>(() => TlogProof.Parse(File("c2sp.org/tlog-proof@v1\nindex 1\n", 64)));
        Assert.Throws<FormatException>(() => ConsistencyFile.Parse(File("old 1\n", 64)));
        Assert.Throws<FormatException>(() => ConsistencyFile.Parse(File("old 1\n", 20_000)));
        Assert.Throws<FormatException>(() => ConsistencyFile.Parse(File("old 1\n", 30_000)));
    }

    [Fact]
    public async Task No_changed_proof_proves()
    {
        var bytes = new TlogProof(5, NaiveTree.Path(5, Leaves), await CheckpointAsync(), Entries[5]).ToBytes();
        Assert.All(Damage.Flips(bytes).Concat(Damage.Cuts(bytes)), changed => Assert.False(Proves(changed)));
        Assert.True(Proves(bytes));
    }

    [Fact]
    public async Task Any_bytes_are_refused_or_are_the_one_form_of_a_proof()
    {
        var checkpoint = (await CheckpointAsync()).Bytes.ToArray();
        var parts = Gen.Elements("c2sp.org/tlog-proof@v1\n", "index 7\n", "old 3\n", "extra AAAA\n", Hash, "\n", "é", "=");
        var files = parts.ArrayOf().Select(head => (byte[])[.. Encoding.UTF8.GetBytes(string.Concat(head)), .. checkpoint]);
        Prop.ForAll(files.ToArbitrary(), IsRefusedOrExact).Check(Tried.Times(5_000));
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), IsRefusedOrExact).Check(Tried.Times(1_000));
        foreach (var changed in Damage.Flips(new ConsistencyFile(6, NaiveTree.Proof(6, Leaves), await CheckpointAsync()).ToBytes())) Assert.True(IsRefusedOrExact(changed));
    }

    private static bool Proves(byte[] bytes)
    {
        try
        {
            var proof = TlogProof.Parse(bytes);
            return proof.Extra is { } leaf && proof.Index == 5 && proof.Includes(EntryHash.OfLeaf(leaf)) && proof.Checkpoint.Check([Signer.Key]).IsVerified;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsRefusedOrExact(byte[] bytes) =>
        IsRefusedOrExact(bytes, file => TlogProof.Parse(file).ToBytes()) && IsRefusedOrExact(bytes, file => ConsistencyFile.Parse(file).ToBytes());

    private static bool IsRefusedOrExact(byte[] bytes, Func<byte[], byte[]> rewritten)
    {
        try
        {
            return rewritten(bytes).AsSpan().SequenceEqual(bytes);
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
