using System.Text;
using Compliance.Tests.Trail.Merkle;
using Compliance.Trail;
using Compliance.Trail.Export;

namespace Compliance.Tests.Trail.Export;

public class TrailExportTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(600)]
    [InlineData(65_536 + 1)]
    public async Task A_whole_log_is_written_byte_for_byte(int size)
    {
        var log = new TestLog(size);
        var request = await log.RequestAsync();
        var expected = NaiveExport.Of(log, request);

        Exported.AssertSame(expected, await Exported.ToDirectoryAsync(request));

        Assert.Equal(1, log.Read);
        Assert.Contains(expected.Keys, path => path.StartsWith("tile/entries/000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(700)]
    public async Task A_zip_to_a_stream_that_cannot_seek_holds_the_same_files(int size)
    {
        var log = new TestLog(size);
        var request = await log.RequestAsync() with { Names = TestLog.Known() };

        var zip = await Exported.ToZipAsync(request);

        Exported.AssertSame(NaiveExport.Of(log, request, names: true), Exported.Unzip(zip));
        Assert.Equal(zip, await Exported.ToZipAsync(request));
    }

    [Theory]
    [InlineData(0, 300, 600)]
    [InlineData(0, 1, 600)]
    [InlineData(1, 600, 600)]
    [InlineData(255, 513, 600)]
    [InlineData(256, 512, 512)]
    [InlineData(599, 600, 600)]
    [InlineData(300, 600, 512)]
    [InlineData(512, 600, 512)]
    public async Task A_range_carries_what_ties_it_to_the_checkpoint_and_no_tiles(long from, long to, int size)
    {
        var log = new TestLog(600);
        var request = await log.RequestAsync(from, to, size);

        var files = await Exported.ToDirectoryAsync(request);

        Exported.AssertSame(NaiveExport.Of(log, request), files);
        Assert.DoesNotContain(files.Keys, path => path.StartsWith("tile/", StringComparison.Ordinal));
        Exported.AssertSame(files, Exported.Unzip(await Exported.ToZipAsync(request)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(399)]
    public async Task Entries_beyond_the_checkpoint_are_lines_and_rows_but_not_tiles(int size)
    {
        var log = new TestLog(400);
        var request = await log.RequestAsync(size: size);

        Exported.AssertSame(NaiveExport.Of(log, request), await Exported.ToDirectoryAsync(request));
    }

    [Fact]
    public async Task With_names_the_table_says_them_and_a_list_those_that_occur()
    {
        var log = new TestLog(300);
        var asked = new List<string>();
        var request = await log.RequestAsync() with { Names = TestLog.Known(asked) };

        var files = await Exported.ToDirectoryAsync(request);

        Exported.AssertSame(NaiveExport.Of(log, request, names: true), files);
        Assert.Equal(TestLog.People, asked.Order(StringComparer.Ordinal));
        var names = Encoding.UTF8.GetString(files["names.csv"]);
        Assert.Contains($"{TestLog.People[0]},\"'=cmd", names, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody In It", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_names_no_name_is_anywhere()
    {
        var log = new TestLog(300);

        var files = await Exported.ToDirectoryAsync(await log.RequestAsync());

        Assert.DoesNotContain("names.csv", files.Keys);
        Assert.All(files.Values, bytes => Assert.DoesNotContain("Bertha", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cells_that_a_spreadsheet_would_calculate_are_text()
    {
        var log = new TestLog(8);

        var table = Encoding.UTF8.GetString((await Exported.ToDirectoryAsync(await log.RequestAsync()))["entries.csv"]);

        Assert.Contains(",'=1+1,", table, StringComparison.Ordinal);
        Assert.Contains(",'@high,", table, StringComparison.Ordinal);
        Assert.Contains(",'-audit,", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timestamps_lie_beside_the_checkpoints_that_they_are_of()
    {
        var log = new TestLog(9);
        var earlier = (await log.RequestAsync(size: 4)).Checkpoint;
        var request = await log.RequestAsync() with { Timestamps = _ => new[] { new ExportTimestamp(earlier, "token"u8.ToArray()) }.ToAsyncEnumerable() };

        var files = await Exported.ToDirectoryAsync(request);

        Assert.Equal(earlier.Bytes.ToArray(), files["timestamps/0000000000000000004.checkpoint"]);
        Assert.Equal("token"u8.ToArray(), files["timestamps/0000000000000000004.tsr"]);
    }

    [Theory]
    [InlineData(3, 3, 8)]
    [InlineData(5, 3, 8)]
    [InlineData(-1, 3, 8)]
    [InlineData(7, 8, 6)]
    public async Task A_range_that_is_empty_or_begins_beyond_the_checkpoint_is_refused(long from, long to, int size)
    {
        var request = await new TestLog(8).RequestAsync(from, to, size);

        await Assert.ThrowsAsync<InputException>(() => Exported.ToZipAsync(request));
    }

    [Fact]
    public async Task Of_several_trees_the_first_is_taken_that_agrees_with_the_checkpoint()
    {
        var log = new TestLog(600);
        var request = await log.RequestAsync(from: 300, to: 500);
        var lying = new MemoryTiles(NaiveTree.Leaves(600));

        Exported.AssertSame(NaiveExport.Of(log, request), await Exported.ToDirectoryAsync(request with { Tiles = [lying, .. request.Tiles] }));
        await Assert.ThrowsAsync<TrailInconsistentException>(() => Exported.ToZipAsync(request with { Tiles = [lying] }));
    }

    [Fact]
    public async Task A_checkpoint_that_another_key_signed_is_not_exported()
    {
        var request = await new TestLog(3).RequestAsync() with { Keys = [new TestLog(0).Key] };

        var thrown = await Assert.ThrowsAsync<TrailInconsistentException>(() => Exported.ToZipAsync(request));

        Assert.Contains("is not signed by a key of this log", thrown.Message, StringComparison.Ordinal);
    }
}
