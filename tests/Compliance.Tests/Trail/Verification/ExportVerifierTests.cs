using Compliance.Trail;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

public sealed class ExportVerifierTests : IDisposable
{
    private readonly TestSigner _signer = new();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(5, 3)]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(700, 513)]
    [InlineData(66_000, 65_793)]
    public async Task A_whole_export_verifies(int entries, int covered)
    {
        var result = await VerifyAsync(NaiveExport.Of(NaiveExport.Entries(entries), _signer, covered));

        Assert.Empty(result.Problems);
        Assert.Equal((TrailVerdict.Verified, NaiveExport.Origin, NaiveExport.Vendor, 0L, (long)entries, (long)covered, (long)(entries - covered), KeySource.Export),
            (result.Verdict, result.Origin, result.Vendor, result.From, result.To, result.Size, result.UnsignedTail, result.KeySource));
        Assert.Equal(_signer.Key, Assert.Single(result.SignedBy));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 5)]
    [InlineData(3, 9)]
    [InlineData(8, 9)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(200, 290)]
    [InlineData(255, 800)]
    [InlineData(256, 768)]
    public async Task A_range_verifies(int from, int to)
    {
        var leaves = NaiveExport.Entries(from < 10 ? 11 : 1_000);
        var export = new NaiveExport { Leaves = leaves, From = from, To = to, Checkpoint = NaiveExport.Sign(leaves, from < 10 ? 9 : 900, _signer), Keys = [_signer.Key] };

        var result = await VerifyAsync(export);

        Assert.Empty(result.Problems);
        Assert.Equal(TrailVerdict.Verified, result.Verdict);
    }

    [Theory]
    [InlineData(10, 11, 9)]
    [InlineData(9, 11, 9)]
    [InlineData(0, 11, 0)]
    public async Task A_range_after_the_checkpoint_proves_nothing(int from, int to, int covered)
    {
        var leaves = NaiveExport.Entries(11);

        var result = await VerifyAsync(new NaiveExport { Leaves = leaves, From = from, To = to, Checkpoint = NaiveExport.Sign(leaves, covered, _signer), Keys = [_signer.Key] });

        Assert.Equal((TrailVerdict.Incomplete, (long)(to - from)), (result.Verdict, result.UnsignedTail));
        Assert.Null(result.NextState);
    }

    [Fact]
    public async Task Names_are_joined_and_not_proven()
    {
        var leaves = NaiveExport.Entries(5);
        var files = new NaiveExport { Leaves = leaves, Checkpoint = NaiveExport.Sign(leaves, 5, _signer), Keys = [_signer.Key], Names = true }.Files();

        Assert.Equal((TrailVerdict.Verified, true), await HasNamesAsync(files));
        files["entries.csv"] = [.. files["entries.csv"].Select(letter => letter == 'A' ? (byte)'B' : letter)];
        Assert.Equal((TrailVerdict.Verified, true), await HasNamesAsync(files));
        files.Remove("names.csv");
        Assert.Equal((TrailVerdict.Incomplete, true), await HasNamesAsync(files));
    }

    [Fact]
    public async Task An_empty_log_verifies() =>
        Assert.Equal(TrailVerdict.Verified, (await VerifyAsync(NaiveExport.Of([], _signer))).Verdict);

    private static async Task<(TrailVerdict, bool)> HasNamesAsync(Dictionary<string, byte[]> files)
    {
        var result = await ExportVerifier.VerifyAsync(new MemorySource(files), new VerifyOptions());
        return (result.Verdict, result.HasNames);
    }

    private static Task<TrailVerification> VerifyAsync(NaiveExport export) => ExportVerifier.VerifyAsync(export.Source(), new VerifyOptions());
}
