using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence;

public class JsonFramingTests
{
    [Fact]
    public void A_record_of_NDJSON_is_its_line_and_blank_lines_count()
    {
        var result = LogText.Read($"\n{Record(1)}\r\n  \r\n{Record(2)}");
        Assert.Equal([2, 4], result.Events.Select(copy => copy.Record));
        Assert.Equal(2, result.Summary.Records);
    }

    [Fact]
    public void A_broken_line_is_rejected_with_its_place_and_the_rest_is_read()
    {
        var result = LogText.Read($"{Record(1)}\n{{\"time\":tru}}\n{Record(3)}\n");
        Assert.Equal([1, 3], result.Events.Select(copy => copy.Record));
        var rejected = Assert.Single(result.Rejected);
        Assert.Equal(2, rejected.Record);
        Assert.Equal("expected `true`, `false` or `null`, at byte 12 of the record", rejected.Reason);
    }

    [Theory]
    [InlineData("{1}\n{2}\n{3}")]
    [InlineData("[{1},{2},{3}]")]
    [InlineData(" [ {1} ,\n {2}\n, {3} ] ")]
    [InlineData("""{"Records":[{1},{2},{3}]}""")]
    [InlineData("""{"records" : [ {1},{2},{3} ] , "more":{"a":["]}"]}}""")]
    [InlineData("""{"@odata.context":"https://x/$metadata","nextLink":null,"value":[{1},{2},{3}]}""")]
    [InlineData("""{"kind":"list","items":[{1},{2},{3}]}""")]
    [InlineData("{\"records\":[{1},{2}]}\n{\"records\":[{3}]}\n")]
    [InlineData("{1}{2} {3}")]
    [InlineData("[{1}]\n[{2},{3}]")]
    [InlineData("{P1}\n{P2}\n{P3}\n")]
    [InlineData("[{P1},{P2},{P3}]")]
    public void Every_framing_gives_the_same_records_at_every_block_size(string frame)
    {
        var text = frame;
        for (var i = 1; i <= 3; i++)
            text = text.Replace($"{{{i}}}", Record(i), StringComparison.Ordinal).Replace($"{{P{i}}}", Record(i).Replace(",", ",\n  ", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var block in new[] { 1, 2, 3, 7, 64, 100, 101, 255, 4096, 256 * 1024 })
        {
            var result = LogText.Read(text, block: block);
            if (frame != "{1}{2} {3}")
            {
                Assert.Equal(["user1", "user2", "user3"], result.Events.Select(copy => copy.Account));
                Assert.Equal([1, 2, 3], result.Events.Select(copy => copy.Record));
                Assert.Empty(result.Rejected);
            }
            else
            {
                // Several records on one line are not NDJSON: the line is shown as broken.
                Assert.Single(result.Rejected);
            }
        }
    }

    [Fact]
    public void A_single_object_is_one_record()
    {
        Assert.Equal("user1", LogText.Read(Record(1)).Event.Account);
        Assert.Equal("user1", LogText.Read(Record(1).Replace(",", ",\n", StringComparison.Ordinal)).Event.Account);
    }

    [Fact]
    public void An_array_of_a_record_that_is_named_like_a_wrapper_stays_part_of_the_record()
    {
        var result = LogText.Read("""{"time":"2026-03-01T00:00:00Z","user":"a","action":"order","items":[{"sku":1},{"sku":2}]}""", "ndjson");
        Assert.Equal("order", result.Event.Action);
    }

    [Fact]
    public void A_broken_element_is_rejected_and_the_others_are_read()
    {
        var result = LogText.Read($"[{Record(1)},{{\"time\":01}},{Record(3)},7,{{\"a\":}},{Record(6)}]");
        Assert.Equal([1, 3, 6], result.Events.Select(copy => copy.Record));
        Assert.Equal([2, 4, 5], result.Rejected.Select(record => record.Record));
    }

    [Fact]
    public void A_broken_record_over_several_lines_is_passed_over()
    {
        var pretty = Record(2).Replace(",", ",\n  ", StringComparison.Ordinal);
        var result = LogText.Read($"{Record(1).Replace(",", ",\n ", StringComparison.Ordinal)}\n{{\n \"a\": [1,\n \"b\"\n{pretty}\n{pretty}\n");
        Assert.Equal([1, 3, 4], result.Events.Select(copy => copy.Record));
        Assert.Equal(2, Assert.Single(result.Rejected).Record);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"Records\":[", "]}")]
    public void An_array_cut_at_any_length_keeps_what_came_before_and_tells_once(string open, string close)
    {
        var text = Encoding.UTF8.GetBytes(open + string.Join(",", Enumerable.Range(1, 3).Select(Record)) + close);
        for (var length = open.Length; length < text.Length; length++)
        {
            foreach (var block in new[] { 5, 4096 })
            {
                var result = LogText.Read(text[..length], block: block);
                Assert.Single(result.Rejected);
                Assert.Equal(Enumerable.Range(1, result.Events.Count).Select(i => $"user{i}"), result.Events.Select(copy => copy.Account));
                Assert.True(result.Events.Count >= (length - open.Length) / (Record(1).Length + 1));
            }
        }
    }

    [Fact]
    public void A_last_line_that_is_cut_short_is_rejected()
    {
        var result = LogText.Read($"{Record(1)}\n{Record(2)[..^5]}");
        Assert.Single(result.Events);
        Assert.Contains("cut short", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_in_its_first_line_is_one_rejected_record_and_its_second_line_another_record()
    {
        var result = LogText.Read($"{Record(1)[..30]}\n{Record(2)}\n{Record(3)}\n");
        Assert.Equal([2, 3], result.Events.Select(copy => copy.Record));
        Assert.Single(result.Rejected);
    }

    [Fact]
    public void A_line_of_200_MB_is_rejected_without_being_held()
    {
        var stream = new RepeatedStream("{\"a\":\"", "x", 200_000_000, $"\"}}\n{Record(2)}\n");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = ReadStream(stream);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
        Assert.Equal(2, Assert.Single(result.Events).Record);
        Assert.Contains("longer than", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrapper_of_200_MB_on_one_line_is_read_record_by_record()
    {
        var record = Record(1) + ",";
        var stream = new RepeatedStream("{\"Records\":[", record, 200_000_000 / record.Length * record.Length, Record(2) + "]}");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = new CountingSink();
        var summary = ReadStream(stream, count);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
        Assert.Equal(200_000_000 / record.Length + 1, summary.Accepted);
        Assert.Equal(0, summary.Rejected);
    }

    [Fact]
    public void An_element_of_200_MB_is_rejected_and_the_next_is_read()
    {
        var result = ReadStream(new RepeatedStream("[{\"a\":\"", "x", 200_000_000, $"\"}},{Record(2)}]"));
        Assert.Equal(2, Assert.Single(result.Events).Record);
        Assert.Single(result.Rejected);
    }

    [Fact]
    public void Invalid_UTF8_is_rejected()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{"time":1,"x":" """), 0xC3, 0x28, .. "\"}"u8];
        Assert.StartsWith("the record is not valid UTF-8", Assert.Single(LogText.Read(bytes).Rejected).Reason, StringComparison.Ordinal);
    }

    internal static string Record(int number) =>
        $$$"""{"time":17723232{{{number:D2}}}000,"class_uid":6003,"activity_id":2,"actor":{"user":{"name":"user{{{number}}}"}},"note":"a \"q\" }{ ]["}""";

    private static ReadResult ReadStream(Stream stream)
    {
        var result = new ReadResult();
        ReadStream(stream, result);
        return result;
    }

    private static SourceSummary ReadStream(Stream stream, Compliance.Events.IEventSink sink)
    {
        var entry = new LogEntry { Path = new Pattern("logs/big"), Format = "ocsf" };
        return Assert.Single(new LogReader(new StreamFolder(stream), [entry]).Read(sink, null, CancellationToken.None));
    }

    private sealed class CountingSink : Compliance.Events.IEventSink
    {
        public void Begin(LogSource source) { }

        public void Accept(in Compliance.Events.AccessEvent accessEvent) { }

        public void Reject(in Compliance.Events.RejectedRecord record) { }
    }

    private sealed class StreamFolder(Stream stream) : IVendorFolder
    {
        public string Location => "stream";

        public string Method => "upload";

        public IReadOnlyList<VendorFile> List() => [new VendorFile("logs/big", 0, null)];

        public Stream Open(VendorFile file) => stream;
    }
}
