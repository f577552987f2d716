using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>A small export, broken in every way that a file can be.</summary>
public sealed class EveryByteTests : IDisposable
{
    private readonly TestSigner _signer = new();

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData("whole")]
    [InlineData("range")]
    public async Task A_byte_flipped_anywhere_is_found(string kind)
    {
        var files = Files(kind);
        foreach (var (path, bytes) in files)
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                // Another bit at the next byte; the case of a letter among them.
                var flip = (byte)(at % 2 == 0 ? 0x01 : 0x20);
                var changed = (byte[])bytes.Clone();
                changed[at] ^= flip;
                await AssertFoundAsync(files, path, changed, $"{path}: byte {at} ^ {flip:x2}");
            }
        }
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("range")]
    public async Task A_file_cut_is_found(string kind)
    {
        var files = Files(kind);
        foreach (var (path, bytes) in files)
        {
            // Without the last byte, then shorter by three each time.
            for (var length = bytes.Length - 1; length >= 0; length -= 3) await AssertFoundAsync(files, path, bytes[..length], $"{path}: cut to {length}");
        }
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("range")]
    public async Task A_byte_put_in_is_found(string kind)
    {
        var files = Files(kind);
        foreach (var (path, bytes) in files)
        {
            // Every third place, the end among them.
            for (var at = bytes.Length; at >= 0; at -= 3) await AssertFoundAsync(files, path, [.. bytes[..at], (byte)'\n', .. bytes[at..]], $"{path}: line break at {at}");
        }
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("range")]
    public async Task A_missing_file_makes_it_incomplete_whoever_is_believed(string kind)
    {
        var files = Files(kind);
        foreach (var path in files.Keys)
        {
            var rest = files.Where(file => file.Key != path).ToDictionary();
            foreach (var keys in new IReadOnlyList<NoteKey>?[] { [_signer.Key], null })
            {
                var result = await ExportVerifier.VerifyAsync(new MemorySource(rest), new VerifyOptions { Keys = keys });

                Assert.True(result.Verdict == TrailVerdict.Incomplete, $"{path}: {string.Join("; ", result.Problems)}");
                Assert.Contains(result.Problems, problem => problem.Place == path);
            }
        }
    }

    [Fact]
    public async Task What_a_file_manager_leaves_is_passed_over()
    {
        var files = Files("whole");
        foreach (var left in new[] { ".DS_Store", "tile/.DS_Store", "tile/0/Thumbs.db", "desktop.ini" }) files[left] = [0, 1, 2];

        var result = await ExportVerifier.VerifyAsync(new MemorySource(files), new VerifyOptions { Keys = [_signer.Key] });

        Assert.Empty(result.Problems);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("tile/0/001")]
    [InlineData("tile/0/000")]
    [InlineData("tile/entries/x000/001")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("timestamps/5.checkpoint")]
    [InlineData("names.csv")]
    public async Task A_file_that_does_not_belong_is_found(string path)
    {
        var files = Files("whole");
        files[path] = [1, 2, 3];

        var result = await ExportVerifier.VerifyAsync(new MemorySource(files), new VerifyOptions());

        Assert.Equal((TrailVerdict.Tampered, TrailProblemKind.Planted, path), (result.Verdict, Assert.Single(result.Problems).Kind, result.Problems[0].Place));
    }

    private Dictionary<string, byte[]> Files(string kind)
    {
        // Short ones: every byte of each file costs a verification.
        byte[][] leaves = [.. Enumerable.Range(0, 5).Select(i => NaiveExport.Entry(i, "a", new JsonObject { ["rule"] = $"={i}" }))];
        return kind == "whole"
            ? new NaiveExport { Leaves = leaves[..3], Checkpoint = NaiveExport.Sign(leaves, 2, _signer), Keys = [_signer.Key] }.Files()
            : new NaiveExport { Leaves = leaves, From = 1, To = 3, Checkpoint = NaiveExport.Sign(leaves, 5, _signer), Keys = [_signer.Key] }.Files();
    }

    private static async Task AssertFoundAsync(Dictionary<string, byte[]> files, string path, byte[] changed, string what)
    {
        var result = await ExportVerifier.VerifyAsync(new MemorySource(new(files) { [path] = changed }), new VerifyOptions());

        Assert.True(result.Verdict != TrailVerdict.Verified, what);
        Assert.NotEmpty(result.Problems);
    }
}
