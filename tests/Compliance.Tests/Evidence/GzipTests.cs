using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence;

public class GzipTests
{
    private static readonly string[] Lines = [.. Enumerable.Range(1, 40).Select(JsonFramingTests.Record)];

    [Fact]
    public void Gzip_is_known_by_its_bytes_and_may_have_several_members()
    {
        byte[] bytes = [.. LogText.Gzip(Text(0, 13)), .. LogText.Gzip([]), .. LogText.Gzip(Text(13, 40))];
        var result = LogText.Read(bytes);
        Assert.Empty(result.Rejected);
        Assert.Equal(40, result.Events.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_at_any_length_keeps_the_records_before_and_tells_once(bool lines)
    {
        var text = lines ? Text(0, 40) : Encoding.UTF8.GetBytes("[" + string.Join(",", Lines) + "]");
        var bytes = LogText.Gzip(text);
        for (var length = 2; length < bytes.Length; length++)
        {
            var result = LogText.Read(bytes[..length]);
            Assert.Contains("end early", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(1, result.Events.Count).Select(i => $"user{i}"), result.Events.Select(copy => copy.Account));
            if (length >= bytes.Length - 8) Assert.Equal(40, result.Events.Count);
        }
    }

    [Fact]
    public void A_CSV_cut_at_any_length_never_takes_a_cut_row_for_a_whole_one()
    {
        var rows = Enumerable.Range(0, 50).Select(i => $"2026-03-01T00:00:00Z,user{i},ticket.read,resource-number-{i:D6}\n").ToArray();
        var bytes = LogText.Gzip(Encoding.UTF8.GetBytes("time,user,action,resource\n" + string.Concat(rows)));
        for (var length = 2; length < bytes.Length; length++)
        {
            var result = LogText.Read(bytes[..length], "csv");
            Assert.Single(result.Rejected);
            Assert.Equal(Enumerable.Range(0, result.Events.Count).Select(i => $"resource-number-{i:D6}"), result.Events.Select(copy => copy.Resource));
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 1 })]
    public void Bytes_behind_the_gzip_data_are_told(byte[] garbage)
    {
        var result = LogText.Read([.. LogText.Gzip(Text(0, 40)), .. garbage]);
        Assert.Equal(40, result.Events.Count);
        Assert.Single(result.Rejected);
    }

    [Fact]
    public void A_bomb_is_stopped_at_the_limit()
    {
        var bytes = LogText.Gzip(Encoding.UTF8.GetBytes(new string('\n', 10_000_000)));
        var sink = new ReadResult();
        var entry = new LogEntry { Path = new Pattern("*"), Format = "ocsf" };
        new LogReader(new MemoryFolder { ["a"] = bytes }, [entry], new ReadLimits { Decompressed = 100_000 }).Read(sink, null, CancellationToken.None);
        Assert.Contains("more than 100000 bytes", Assert.Single(sink.Rejected).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 100, 100_000_000)]
    [InlineData(10_000, 100, 1_000_000)]
    [InlineData(1L << 40, 100, 100_000_000)]
    [InlineData(20_000, 10, 1_000_000)]
    [InlineData(500_000, 10, 5_000_000)]
    [InlineData(0, 100, 1_000_000)]
    public void A_file_may_grow_so_many_times_and_a_small_one_to_so_much(long length, int growth, long most) =>
        Assert.Equal(most, new ReadLimits { Decompressed = 100_000_000, AnyDecompressed = 1_000_000, Growth = growth }.For(length).Decompressed);

    [Fact]
    public void A_file_that_grows_beyond_all_logs_is_read_to_that_and_says_so()
    {
        var bytes = LogText.Gzip(Text(0, 40).Concat(Encoding.UTF8.GetBytes(new string('\n', 10_000_000))).ToArray());
        var sink = new ReadResult();
        var entry = new LogEntry { Path = new Pattern("*"), Format = "ocsf" };
        new LogReader(new MemoryFolder { ["a"] = bytes }, [entry], new ReadLimits { AnyDecompressed = 100_000 }).Read(sink, null, CancellationToken.None);
        Assert.Equal(40, sink.Events.Count);
        Assert.Contains($"more than {bytes.Length * 100L} bytes", Assert.Single(sink.Rejected).Reason, StringComparison.Ordinal);
    }

    private static byte[] Text(int from, int to) => Encoding.UTF8.GetBytes(string.Concat(Lines[from..to].Select(line => line + "\n")));
}
