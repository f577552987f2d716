using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

/// <summary>What somebody does who wants an entry gone, changed or somewhere else.</summary>
public sealed class TamperedExportTests : IDisposable
{
    private const string Lines = "entries.ndjson";
    private const string Columns = "entries.csv";

    private readonly TestSigner _signer = new();
    private readonly byte[][] _leaves = NaiveExport.Entries(600);

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(511)]
    [InlineData(598)]
    public async Task A_line_removed_is_a_gap(int at) => AssertFirst(TrailProblemKind.Gap, at, Lines, await WithLinesAsync([.. _leaves[..at], .. _leaves[(at + 1)..]]));

    [Fact]
    public async Task The_last_lines_removed_are_a_truncation() => AssertFirst(TrailProblemKind.Truncated, 590, Lines, await WithLinesAsync(_leaves[..590]));

    [Fact]
    public async Task Several_lines_removed_are_one_gap()
    {
        var result = await WithLinesAsync([.. _leaves[..100], .. _leaves[150..]]);

        AssertFirst(TrailProblemKind.Gap, 100, Lines, result);
        Assert.Equal(1, result.ProblemCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(599)]
    public async Task A_line_doubled_is_a_duplicate(int at) => AssertFirst(TrailProblemKind.Duplicate, at, Lines, await WithLinesAsync([.. _leaves[..at], _leaves[at - 1], .. _leaves[at..]]));

    [Fact]
    public async Task A_line_written_over_with_the_one_before_is_a_duplicate() => AssertFirst(TrailProblemKind.Duplicate, 5, Lines, await WithLinesAsync([.. _leaves[..5], _leaves[4], .. _leaves[6..]]));

    [Theory]
    [InlineData(0)]
    [InlineData(254)]
    [InlineData(300)]
    public async Task Lines_swapped_are_reordered(int at)
    {
        var result = await WithLinesAsync([.. _leaves[..at], _leaves[at + 1], _leaves[at], .. _leaves[(at + 2)..]]);

        AssertFirst(TrailProblemKind.Reordered, at, Lines, result);
        Assert.Equal(1, result.ProblemCount);
    }

    [Fact]
    public async Task A_line_inserted_is_planted() => AssertFirst(TrailProblemKind.Planted, 7, Lines, await WithLinesAsync([.. _leaves[..7], NaiveExport.Entry(9_999), .. _leaves[7..]]));

    [Fact]
    public async Task A_line_after_the_end_is_planted() => AssertFirst(TrailProblemKind.Planted, 600, Lines, await WithLinesAsync([.. _leaves, NaiveExport.Entry(9_999)]));

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(599)]
    public async Task A_line_changed_is_modified(int at)
    {
        var result = await WithLinesAsync([.. _leaves[..at], NaiveExport.Entry(9_999), .. _leaves[(at + 1)..]]);

        AssertFirst(TrailProblemKind.Modified, at, Lines, result);
        Assert.Equal(1, result.ProblemCount);
    }

    [Theory]
    [InlineData("tile/0/001", 256)]
    [InlineData("tile/0/002.p/88", 512)]
    [InlineData("tile/entries/001", 256)]
    [InlineData("tile/entries/002.p/88", 512)]
    public async Task A_tile_or_a_bundle_changed_is_named(string path, int first)
    {
        var files = NaiveExport.Of(_leaves, _signer).Files();
        files[path][2] ^= 1;

        var result = await VerifyAsync(files);

        AssertFirst(TrailProblemKind.Modified, first, path, result);
        Assert.Equal(1, result.ProblemCount);
    }

    [Fact]
    public async Task A_changed_entry_is_named_although_lines_and_columns_and_bundle_agree_about_it()
    {
        var files = NaiveExport.Of([.. _leaves[..300], NaiveExport.Entry(9_999), .. _leaves[301..]], _signer).Files();
        var honest = NaiveExport.Of(_leaves, _signer).Files();
        foreach (var path in honest.Keys.Where(path => !path.StartsWith("entries", StringComparison.Ordinal) && !path.StartsWith("tile/entries", StringComparison.Ordinal))) files[path] = honest[path];

        var result = await VerifyAsync(files);

        Assert.All(result.Problems, problem => Assert.Equal(300, problem.Index));
        AssertFirst(TrailProblemKind.Modified, 300, Lines, result);
    }

    public static TheoryData<string> Rewritings => ["changed", "swapped", "removed", "doubled", "inserted"];

    [Theory]
    [MemberData(nameof(Rewritings))]
    public async Task An_export_made_anew_but_for_the_signature_is_found(string how)
    {
        var files = NaiveExport.Of(Rewritten(how), _signer).Files();
        files["checkpoint"] = NaiveExport.Sign(_leaves, 600, _signer).Bytes.ToArray();

        Assert.Equal(TrailVerdict.Tampered, (await VerifyAsync(files)).Verdict);
    }

    [Theory]
    [MemberData(nameof(Rewritings))]
    public async Task An_export_made_anew_and_signed_by_somebody_else_is_of_an_unknown_key(string how)
    {
        using var other = new TestSigner();
        var files = NaiveExport.Of(Rewritten(how), other).Files();

        var result = await VerifyAsync(files, new VerifyOptions { Keys = [_signer.Key] });

        AssertFirst(TrailProblemKind.UnknownKey, null, "checkpoint", result);
        Assert.Equal(TrailVerdict.Verified, (await VerifyAsync(files)).Verdict);
    }

    [Fact]
    public async Task In_a_range_a_changed_line_is_named_by_the_column_of_hashes()
    {
        var files = new NaiveExport { Leaves = _leaves, From = 100, To = 500, Checkpoint = NaiveExport.Sign(_leaves, 600, _signer), Keys = [_signer.Key] }.Files();
        files[Lines] = Joined([.. _leaves[100..300], NaiveExport.Entry(9_999), .. _leaves[301..500]]);

        AssertFirst(TrailProblemKind.Modified, 300, Lines, await VerifyAsync(files));
    }

    [Theory]
    [InlineData("time", "2026-03-01T06:03")]
    [InlineData("principal", "p:slzik")]
    [InlineData("data", "x\"\"")]
    public async Task A_column_changed_is_named(string column, string text)
    {
        var files = NaiveExport.Of(_leaves[..10], _signer).Files();
        var rows = Encoding.UTF8.GetString(files[Columns]).Split("\r\n");
        Assert.Contains(text, rows[4], StringComparison.Ordinal);
        rows[4] = rows[4].Replace(text, text[..^1] + "9", StringComparison.Ordinal);
        files[Columns] = Encoding.UTF8.GetBytes(string.Join("\r\n", rows));

        var result = await VerifyAsync(files);

        AssertFirst(TrailProblemKind.Column, 3, Columns, result);
        Assert.Contains($"`{column}`", result.Problems[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_removed_shifts_none_of_the_others()
    {
        var files = NaiveExport.Of(_leaves[..10], _signer).Files();
        files[Columns] = Encoding.UTF8.GetBytes(string.Join("\r\n", Encoding.UTF8.GetString(files[Columns]).Split("\r\n").Where((_, i) => i != 4)));

        var result = await VerifyAsync(files);

        AssertFirst(TrailProblemKind.Column, 3, Columns, result);
        Assert.Equal(1, result.ProblemCount);
    }

    [Fact]
    public async Task A_signed_leaf_that_is_no_entry_is_found()
    {
        var leaf = Encoding.UTF8.GetString(_leaves[1]).Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal);

        AssertFirst(TrailProblemKind.Modified, 1, Lines, await VerifyAsync(NaiveExport.Of([_leaves[0], Encoding.UTF8.GetBytes(leaf)], _signer).Files()));
    }

    [Fact]
    public async Task An_entry_of_another_vendor_is_found()
    {
        var other = TrailEntry.Create("other-bpo", NodaTime.Instant.FromUtc(2026, 3, 1, 0, 0), "finding opened", "system:schedule", null, new JsonObject()).Leaf.ToArray();

        var result = await VerifyAsync(NaiveExport.Of([_leaves[0], other], _signer).Files());

        AssertFirst(TrailProblemKind.Modified, 1, Lines, result);
    }

    private byte[][] Rewritten(string how) => how switch
    {
        "changed" => [.. _leaves[..300], NaiveExport.Entry(9_999), .. _leaves[301..]],
        "swapped" => [.. _leaves[..300], _leaves[301], _leaves[300], .. _leaves[302..]],
        "removed" => [.. _leaves[..300], .. _leaves[301..]],
        "doubled" => [.. _leaves[..300], _leaves[299], .. _leaves[300..]],
        _ => [.. _leaves[..300], NaiveExport.Entry(9_999), .. _leaves[300..]],
    };

    private Task<TrailVerification> WithLinesAsync(byte[][] lines)
    {
        var files = NaiveExport.Of(_leaves, _signer).Files();
        files[Lines] = Joined(lines);
        return VerifyAsync(files);
    }

    private static byte[] Joined(byte[][] lines) => [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];

    private static Task<TrailVerification> VerifyAsync(Dictionary<string, byte[]> files, VerifyOptions? options = null) =>
        ExportVerifier.VerifyAsync(new MemorySource(files), options ?? new VerifyOptions());

    private static void AssertFirst(TrailProblemKind kind, int? index, string place, TrailVerification result)
    {
        Assert.Equal(TrailVerdict.Tampered, result.Verdict);
        Assert.Equal((kind, index, place), (result.Problems[0].Kind, result.Problems[0].Index, result.Problems[0].Place));
    }
}
