using System.Text.Json.Nodes;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>What is remembered from one verification to the next.</summary>
public sealed class TrailStateTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TestSigner _other = new();
    private readonly byte[][] _leaves = NaiveExport.Entries(400);

    public void Dispose()
    {
        _signer.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(300, 400)]
    [InlineData(256, 400)]
    [InlineData(1, 400)]
    [InlineData(400, 400)]
    public async Task A_log_that_grew_verifies_and_is_remembered(int before, int now)
    {
        var state = (await VerifyAsync(NaiveExport.Of(_leaves[..before], _signer), null)).NextState;

        var result = await VerifyAsync(NaiveExport.Of(_leaves[..now], _signer), state);

        Assert.Equal((TrailVerdict.Verified, KeySource.State), (result.Verdict, result.KeySource));
        Assert.Equal(now, result.NextState!.Checkpoint.Checkpoint.Size);
    }

    [Fact]
    public async Task An_older_export_is_a_rollback()
    {
        var state = (await VerifyAsync(NaiveExport.Of(_leaves, _signer), null)).NextState;

        AssertRollback(await VerifyAsync(NaiveExport.Of(_leaves[..300], _signer), state));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(350)]
    public async Task A_log_rewritten_and_signed_again_is_a_rollback(int before)
    {
        var state = (await VerifyAsync(NaiveExport.Of(_leaves[..before], _signer), null)).NextState;

        AssertRollback(await VerifyAsync(NaiveExport.Of([NaiveExport.Entry(9_999), .. _leaves[1..]], _signer), state));
    }

    [Theory]
    [InlineData(150, 100, 400, TrailVerdict.Verified)]
    [InlineData(100, 100, 300, TrailVerdict.Verified)]
    [InlineData(300, 100, 300, TrailVerdict.Verified)]
    [InlineData(50, 100, 400, TrailVerdict.Incomplete)]
    [InlineData(350, 100, 300, TrailVerdict.Incomplete)]
    public async Task A_range_is_compared_where_it_reaches(int before, int from, int to, TrailVerdict verdict)
    {
        var state = (await VerifyAsync(NaiveExport.Of(_leaves[..before], _signer), null)).NextState;
        var range = new NaiveExport { Leaves = _leaves, From = from, To = to, Checkpoint = NaiveExport.Sign(_leaves, 400, _signer), Keys = [_signer.Key] };

        var result = await VerifyAsync(range, state);

        Assert.Equal(verdict, result.Verdict);
        if (verdict == TrailVerdict.Incomplete) Assert.Contains($"trail prove --from {before}", Assert.Single(result.Problems).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_only_the_export_lists_is_not_believed()
    {
        var state = (await VerifyAsync(NaiveExport.Of(_leaves[..300], _signer), null)).NextState;

        var result = await VerifyAsync(new NaiveExport { Leaves = _leaves, Checkpoint = NaiveExport.Sign(_leaves, 400, _other), Keys = [_other.Key, _signer.Key] }, state);

        Assert.Equal((TrailVerdict.Tampered, TrailProblemKindOf(result)), (result.Verdict, TrailProblemKind.UnknownKey));
        Assert.Null(result.NextState);
    }

    [Fact]
    public async Task A_key_announced_in_the_log_that_was_verified_is_believed_from_then_on()
    {
        byte[][] announced = [.. _leaves[..300], NaiveExport.Entry(300, "checkpoint key added", new JsonObject { ["vkey"] = _other.Key.ToString(), ["keyId"] = _other.Key.KeyIdHex })];
        byte[][] later = [.. announced, .. _leaves[301..]];
        var first = (await VerifyAsync(NaiveExport.Of(_leaves[..200], _signer), null)).NextState;
        Assert.Equal([_signer.Key], first!.Keys);

        var both = await VerifyAsync(new NaiveExport { Leaves = announced, Checkpoint = NaiveExport.Sign(announced, 301, _signer, _other), Keys = [_other.Key, _signer.Key] }, first);
        var alone = await VerifyAsync(new NaiveExport { Leaves = later, Checkpoint = NaiveExport.Sign(later, 400, _other), Keys = [_other.Key, _signer.Key] }, both.NextState);

        Assert.Equal((TrailVerdict.Verified, TrailVerdict.Verified), (both.Verdict, alone.Verdict));
        Assert.Equal([_other.Key], alone.SignedBy);
    }

    [Fact]
    public void A_state_reads_back_and_a_changed_one_does_not()
    {
        var state = new TrailState(NaiveExport.Origin, [_signer.Key], NaiveExport.Sign(_leaves, 5, _signer));

        var read = TrailState.Parse(state.ToBytes());

        Assert.Equal((state.Origin, state.Checkpoint.Note.Text), (read.Origin, read.Checkpoint.Note.Text));
        Assert.Equal(state.Keys, read.Keys);
        Assert.Throws<FormatException>(() => TrailState.Parse(new TrailState(NaiveExport.Origin, [_other.Key], state.Checkpoint).ToBytes()));
        Assert.Throws<FormatException>(() => TrailState.Parse("{}"u8));
    }

    private static TrailProblemKind TrailProblemKindOf(TrailVerification result) => result.Problems[0].Kind;

    private static void AssertRollback(TrailVerification result)
    {
        Assert.Equal(TrailVerdict.Tampered, result.Verdict);
        Assert.Equal(TrailProblemKind.Rollback, Assert.Single(result.Problems).Kind);
        Assert.Null(result.NextState);
    }

    private static Task<TrailVerification> VerifyAsync(NaiveExport export, TrailState? state) => ExportVerifier.VerifyAsync(export.Source(), new VerifyOptions { State = state });
}
