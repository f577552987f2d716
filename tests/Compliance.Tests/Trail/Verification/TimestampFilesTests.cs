using Compliance.Tests.Trail.Timestamps;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>Earlier checkpoints in an export, and the tokens beside them.</summary>
public sealed class TimestampFilesTests : IDisposable
{
    private const string Earlier = "timestamps/0000000000000000003.checkpoint";
    private const string Token = "timestamps/0000000000000000003.tsr";

    private readonly TestSigner _signer = new();
    private readonly byte[][] _leaves = NaiveExport.Entries(5);

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task A_checkpoint_and_its_token_hold()
    {
        var result = await VerifyAsync(Files());

        Assert.Empty(result.Problems);
        Assert.Equal(3, Assert.Single(result.Timestamps).Size);
    }

    [Fact]
    public async Task A_checkpoint_changed_anywhere_is_found()
    {
        var files = Files();
        for (var at = 0; at < files[Earlier].Length; at++)
        {
            files[Earlier][at] ^= 1;
            Assert.True((await VerifyAsync(files)).Verdict == TrailVerdict.Tampered, $"byte {at}");
            files[Earlier][at] ^= 1;
        }
    }

    [Fact]
    public async Task A_token_that_was_changed_is_found_or_says_what_it_said()
    {
        var files = Files();
        var honest = Assert.Single((await VerifyAsync(files)).Timestamps);
        var found = 0;
        for (var at = 0; at < files[Token].Length; at += 3)
        {
            files[Token][at] ^= 1;
            var result = await VerifyAsync(files);
            // A few bytes of a CMS message are signed by nobody and mean nothing: its list of digests is a hint. Others name an
            // algorithm that nobody has: what cannot be checked is incomplete.
            if (result.Verdict != TrailVerdict.Verified) found++;
            else Assert.Equal(honest, Assert.Single(result.Timestamps));
            files[Token][at] ^= 1;
        }
        Assert.InRange(found, files[Token].Length / 3 * 9 / 10, files[Token].Length);
    }

    [Theory]
    [InlineData(Earlier)]
    [InlineData(Token)]
    public async Task One_of_a_pair_is_not_enough(string missing)
    {
        var files = Files();
        files.Remove(missing);

        var result = await VerifyAsync(files);

        Assert.Equal((TrailVerdict.Incomplete, missing), (result.Verdict, Assert.Single(result.Problems).Place));
    }

    [Fact]
    public async Task A_token_of_another_checkpoint_is_found()
    {
        var files = Files();
        files[Token] = TokenOf(NaiveExport.Sign(_leaves, 4, _signer));

        AssertOnly(TrailProblemKind.BadSignature, Token, await VerifyAsync(files));
    }

    [Fact]
    public async Task A_checkpoint_of_another_size_than_its_name_says_is_found()
    {
        var files = Files();
        files[Earlier] = NaiveExport.Sign(_leaves, 4, _signer).Bytes.ToArray();

        AssertOnly(TrailProblemKind.Modified, Earlier, await VerifyAsync(files));
    }

    [Fact]
    public async Task A_checkpoint_of_a_history_that_was_rewritten_is_a_rollback() =>
        AssertOnly(TrailProblemKind.Rollback, Earlier, await VerifyAsync(Files(NaiveExport.Sign([NaiveExport.Entry(9_999), .. _leaves[1..]], 3, _signer))));

    [Fact]
    public async Task A_checkpoint_that_somebody_else_signed_is_found()
    {
        using var other = new TestSigner();

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(Files(NaiveExport.Sign(_leaves, 3, other)))).Verdict);
    }

    [Fact]
    public async Task More_of_them_than_a_log_can_have_are_not_passed_over_in_silence()
    {
        var files = Files();
        for (var size = 1_000; size < 21_000; size++) files[$"timestamps/{size:D19}.tsr"] = [];

        Assert.Contains((await VerifyAsync(files)).Problems, problem => problem.Detail.Contains("were not looked at", StringComparison.Ordinal));
    }

    private Dictionary<string, byte[]> Files(SignedCheckpoint? earlier = null)
    {
        var files = NaiveExport.Of(_leaves, _signer).Files();
        earlier ??= NaiveExport.Sign(_leaves, 3, _signer);
        files[Earlier] = earlier.Bytes.ToArray();
        files[Token] = TokenOf(earlier);
        return files;
    }

    private static byte[] TokenOf(SignedCheckpoint checkpoint)
    {
        var (token, root) = new Handmade { Data = checkpoint.Bytes.ToArray() }.Make();
        root.Dispose();
        return token;
    }

    private static void AssertOnly(TrailProblemKind kind, string path, TrailVerification result) =>
        Assert.Equal((TrailVerdict.Tampered, kind, path), (result.Verdict, Assert.Single(result.Problems).Kind, result.Problems[0].Place));

    private static Task<TrailVerification> VerifyAsync(Dictionary<string, byte[]> files) => ExportVerifier.VerifyAsync(new MemorySource(files), new VerifyOptions());
}
