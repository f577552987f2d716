using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Proofs;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

public sealed class ProofVerifierTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TestSigner _other = new();
    private readonly byte[][] _leaves = NaiveExport.Entries(13);

    public void Dispose()
    {
        _signer.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void An_inclusion_verifies_and_gives_the_entry()
    {
        var result = Verify(Inclusion(4, 13), Given);

        Assert.Equal((TrailVerdict.Verified, TrailSubject.Inclusion, 4L, KeySource.Given), (result.Verdict, result.Subject, result.From, result.KeySource));
        Assert.Equal(_leaves[4], result.Entry!.Value.ToArray());
        Assert.Null(result.NextState);
    }

    [Fact]
    public void A_consistency_verifies_against_the_state_and_moves_it_on()
    {
        var result = Verify(Growth(5, 13), Remembered(5));

        Assert.Equal((TrailVerdict.Verified, TrailSubject.Consistency, 5L, 13L, KeySource.State), (result.Verdict, result.Subject, result.From, result.To, result.KeySource));
        Assert.Equal(13, result.NextState!.Checkpoint.Checkpoint.Size);
    }

    [Fact]
    public void A_byte_flipped_anywhere_in_an_inclusion_is_found() => AssertEveryFlipFound(Inclusion(4, 13), Given);

    [Fact]
    public void A_byte_flipped_anywhere_in_a_consistency_is_found() => AssertEveryFlipFound(Growth(5, 13), Remembered(5));

    [Fact]
    public void An_inclusion_without_its_entry_proves_nothing()
    {
        var proof = TlogProof.Parse(Inclusion(4, 13)) with { Extra = null };

        Assert.Equal(TrailVerdict.Incomplete, Verify(proof.ToBytes(), Given).Verdict);
    }

    [Fact]
    public void Another_entry_of_the_same_log_is_not_the_one_at_the_index()
    {
        var proof = TlogProof.Parse(Inclusion(4, 13));

        AssertTampered(TrailProblemKind.Modified, Verify((proof with { Extra = _leaves[5] }).ToBytes(), Given));
        AssertTampered(TrailProblemKind.Modified, Verify((proof with { Index = 5 }).ToBytes(), Given));
        AssertTampered(TrailProblemKind.Modified, Verify((proof with { Hashes = [.. proof.Hashes, proof.Hashes[0]] }).ToBytes(), Given));
    }

    [Fact]
    public void A_key_that_is_not_believed_vouches_for_nothing()
    {
        var stranger = new VerifyOptions { Keys = [_other.Key] };

        AssertTampered(TrailProblemKind.UnknownKey, Verify(Inclusion(4, 13), stranger));
        AssertTampered(TrailProblemKind.UnknownKey, Verify(Growth(5, 13), stranger with { State = Remembered(5).State }));
        AssertTampered(TrailProblemKind.UnknownKey, Verify(Growth(5, 13), new VerifyOptions { Keys = [_other.Key] }, NaiveExport.Sign(_leaves, 5, _other)));
    }

    [Fact]
    public void Without_a_key_or_an_earlier_checkpoint_there_is_nothing_to_verify_with()
    {
        Assert.Throws<InputException>(() => Verify(Inclusion(4, 13), new VerifyOptions()));
        Assert.Throws<InputException>(() => Verify(Growth(5, 13), Given));
        Assert.Throws<InputException>(() => Verify(Growth(5, 13), Remembered(6)));
    }

    [Fact]
    public void A_state_of_another_history_is_a_rollback()
    {
        byte[][] forked = [NaiveExport.Entry(9_999), .. _leaves[1..]];

        AssertTampered(TrailProblemKind.Rollback, Verify(Growth(5, 13), new VerifyOptions { State = State(forked, 5) }));
        AssertTampered(TrailProblemKind.Rollback, Verify(Inclusion(4, 13), new VerifyOptions { State = State(forked, 13) }));
        AssertTampered(TrailProblemKind.Rollback, Verify(Growth(5, 13), new VerifyOptions { State = State(forked, 13) }, NaiveExport.Sign(_leaves, 5, _signer)));
        AssertTampered(TrailProblemKind.Rollback, Verify(Growth(5, 13), new VerifyOptions { State = State(forked, 5) }, NaiveExport.Sign(_leaves, 5, _signer)));
    }

    [Theory]
    [InlineData(3, 7, 13, TrailVerdict.Tampered, false)]
    [InlineData(3, 7, 5, TrailVerdict.Verified, false)]
    [InlineData(3, 7, 2, TrailVerdict.Verified, false)]
    [InlineData(3, 7, 3, TrailVerdict.Verified, true)]
    [InlineData(3, 7, 7, TrailVerdict.Verified, true)]
    public void A_proof_from_a_checkpoint_that_was_given_does_not_make_the_state_forget_another(int from, int to, int remembered, TrailVerdict verdict, bool isRemembered)
    {
        var result = Verify(Growth(from, to), Remembered(remembered), NaiveExport.Sign(_leaves, from, _signer));

        Assert.Equal((verdict, isRemembered), (result.Verdict, result.NextState is not null));
    }

    private VerifyOptions Given => new() { Keys = [_signer.Key] };

    private VerifyOptions Remembered(int size) => new() { State = State(_leaves, size) };

    private TrailState State(byte[][] leaves, int size) => new(NaiveExport.Origin, [_signer.Key], NaiveExport.Sign(leaves, size, _signer));

    private byte[] Inclusion(int index, int size) => new TlogProof(
        index, Hashes(NaiveTree.Inclusion(index, _leaves.Take(size).Select(NaiveTree.Leaf).ToArray())), NaiveExport.Sign(_leaves, size, _signer), _leaves[index]).ToBytes();

    private byte[] Growth(int from, int to) => new ConsistencyFile(
        from, Hashes(NaiveTree.Consistency(from, _leaves.Take(to).Select(NaiveTree.Leaf).ToArray())), NaiveExport.Sign(_leaves, to, _signer)).ToBytes();

    private static EntryHash[] Hashes(List<byte[]> hashes) => [.. hashes.Select(NaiveTree.Hash)];

    private static TrailVerification Verify(byte[] proof, VerifyOptions options, SignedCheckpoint? old = null) => ProofVerifier.Verify(proof, "file.tlog-proof", options, old);

    private static void AssertTampered(TrailProblemKind kind, TrailVerification result) =>
        Assert.Equal((TrailVerdict.Tampered, kind), (result.Verdict, result.Problems[0].Kind));

    private static void AssertEveryFlipFound(byte[] proof, VerifyOptions options)
    {
        for (var at = 0; at < proof.Length; at++)
        {
            foreach (var flip in new byte[] { 0x01, 0x20 })
            {
                proof[at] ^= flip;
                Assert.True(IsFound(proof, options), $"byte {at} ^ {flip:x2}");
                proof[at] ^= flip;
            }
        }
        Assert.False(IsFound(proof, options));
    }

    private static bool IsFound(byte[] proof, VerifyOptions options)
    {
        try
        {
            return Verify(proof, options).Verdict != TrailVerdict.Verified;
        }
        catch (InputException)
        {
            return true;
        }
    }
}
