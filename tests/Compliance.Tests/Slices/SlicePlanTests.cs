using Compliance.Evidence;
using Compliance.Slices;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Slices;

public sealed class SlicePlanTests
{
    [Fact]
    public void Consecutive_files_share_a_slice_of_about_the_size()
    {
        var plan = SlicePlan.Of(Files(40, 50, 30, 200, 10, 10), 100);

        Assert.Equal([2, 1, 1, 2], plan.Slices.Select(slice => slice.Files.Count));
        Assert.Equal([1, 2, 3, 4], plan.Slices.Select(slice => slice.Number));
        Assert.Equal("slice 3 of 4", plan.Slices[2].ToString());
    }

    [Fact]
    public void Without_a_log_there_is_no_slice() => Assert.Empty(SlicePlan.Of([], 100).Slices);

    [Fact]
    public void Every_file_is_in_one_slice_and_no_slice_is_empty_or_far_too_large() => Prop.ForAll(
        Gen.Choose(0, 1000).Select(length => (long)length).ArrayOf().Zip(Gen.Choose(1, 900)).ToArbitrary(), given =>
        {
            var (lengths, bytes) = (given.Item1, (long)given.Item2);
            var files = Files(lengths);
            var plan = SlicePlan.Of(files, bytes);
            Assert.Equal(files, plan.Slices.SelectMany(slice => slice.Files));
            Assert.All(plan.Slices, slice => Assert.NotEmpty(slice.Files));
            // One file alone may be larger; two may go over by less than they would have been under.
            Assert.All(plan.Slices, slice => Assert.True(slice.Files.Count == 1 || slice.Bytes < 2 * bytes));
            Assert.Equal(plan.Digest, SlicePlan.Of(files, bytes).Digest);
        }).Check(Tried.Times());

    [Fact]
    public void The_digest_tells_plans_apart()
    {
        var files = Files(10, 10, 10);
        string[] digests =
        [
            SlicePlan.Of(files, 10).Digest, SlicePlan.Of(files, 20).Digest, SlicePlan.Of(files, 30).Digest, SlicePlan.Of(Files(10, 10, 11), 10).Digest,
            SlicePlan.Of([.. files.Select(file => file with { Sha256 = "00" })], 10).Digest,
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void A_key_is_read_as_it_was_revealed_and_shown_nowhere_else()
    {
        var key = SliceKey.Draw();
        var secret = key.Reveal();

        Assert.Equal(32, secret.Length);
        Assert.Equal(secret, SliceKey.Parse(secret).Reveal());
        Assert.DoesNotContain(secret, key.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(secret, SliceKey.Draw().Reveal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public void What_is_no_key_is_refused_without_being_repeated(string secret)
    {
        var refused = Assert.Throws<InputException>(() => SliceKey.Parse(secret));

        if (secret.Length > 0) Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal);
    }

    private static VendorFile[] Files(params long[] lengths) => [.. lengths.Select((length, i) => new VendorFile($"logs/{i:D4}.ndjson", length, null))];
}
