using System.Globalization;
using System.Text;
using Compliance.Evidence.Formats;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence;

/// <summary>Answers of interfaces: objects that hold the records in a list, beside what tells of further pages.</summary>
public class JsonPageTests
{
    private static readonly int[] Blocks = [1, 2, 3, 7, 64, 255, 4096, 256 * 1024];

    [Theory]
    [InlineData("""{"id":"q-1","pageSize":25,"cursor":"abc=","entities":[%]}""")]
    [InlineData("""{"entities":[%],"pageSize":25,"pageNumber":1,"total":3,"nextUri":"/api/v2/audits?page=2","pageCount":9}""")]
    [InlineData("""{"type":"list","data":[%],"total_count":3,"pages":{"type":"pages","next":{"page":2,"starting_after":"x"}}}""")]
    [InlineData("""{"type":"activity_log.list","pages":{"type":"pages","next":null,"page":1,"data":[{}]},"activity_logs":[%]}""")]
    [InlineData("""{"audit_logs":[%],"next_page":"https://x.example/api/v2/audit_logs.json?page=2","previous_page":null,"count":3}""")]
    [InlineData("""{"meta":{"has_more":true,"after_cursor":"]}"},"links":{"next":"x"},"audit_logs":[%]}""")]
    [InlineData("""{"kind":"admin#reports#activities","etag":"\"x\"","items":[%],"nextPageToken":"A:1"}""")]
    [InlineData("""{"@odata.context":"https://g.example/$metadata#auditLogs","@odata.nextLink":"https://g.example/x?$skiptoken=1","value":[%]}""")]
    [InlineData("""{"from":"2026-03-01","to":"2026-03-02","page_size":30,"next_page_token":"","activity_logs":[%]}""")]
    [InlineData("""{"entries":[%],"total":3}""")]
    [InlineData("""{"results":[%],"paging":{"next":{"after":"NQ"}}}""")]
    [InlineData("""{"Data":[%]}""")]
    [InlineData(""" { "meta" : { "page" : 0 } , "events" : [ % ] , "note" : "no list: \"data\":[{" } """)]
    public void The_records_of_a_page_are_read_and_what_stands_beside_them_is_none(string page)
    {
        var text = page.Replace("%", string.Join(" , ", Enumerable.Range(1, 3).Select(JsonFramingTests.Record)), StringComparison.Ordinal);
        foreach (var block in Blocks) AssertThreeRecords(LogText.Read(text, block: block));
        // Spread over lines as people print it.
        AssertThreeRecords(LogText.Read(text.Replace(",\"", ",\n\t\"", StringComparison.Ordinal), block: 50));
        Assert.Equal("ocsf", LogText.Read(new MemoryFolder { ["logs/a"] = Encoding.UTF8.GetBytes(text) }, []).Summary.Format);
    }

    [Theory]
    [InlineData("A\nB\n")]
    [InlineData("A\r\n\r\nB")]
    [InlineData("AB")]
    [InlineData("[A,B]")]
    [InlineData(" [ A ,\n B ] ")]
    [InlineData("[A]\n[B]")]
    public void Pages_one_after_the_other_are_counted_through(string frame)
    {
        var (first, second) = ($$"""{"pageSize":2,"entities":[{{JsonFramingTests.Record(1)}},{{JsonFramingTests.Record(2)}}],"nextUri":"x"}""", $$"""{"entities":[{{JsonFramingTests.Record(3)}}],"pageSize":2}""");
        var text = string.Concat(frame.Select(part => part switch { 'A' => first, 'B' => second, _ => part.ToString() }));
        foreach (var block in Blocks) AssertThreeRecords(LogText.Read(text, block: block));
    }

    [Fact]
    public void A_page_without_records_has_none()
    {
        var result = LogText.Read($$"""{"entities":[],"pageSize":25}{"entities":[ ],"total":0}{"entities":[{{JsonFramingTests.Record(1)}}]}""");
        Assert.Equal(1, Assert.Single(result.Events).Record);
        Assert.Empty(result.Rejected);
    }

    [Theory]
    [InlineData("\"id\":\"o-1\"", "items")]
    [InlineData("\"type\":\"order\"", "items")]
    [InlineData("\"type\":\"shopping list\"", "items")]
    [InlineData("\"from\":\"+44\",\"to\":\"+1\"", "events")]
    [InlineData("\"id\":\"o-1\",\"total\":2", "items")]
    [InlineData("\"status\":\"ok\",\"pageSize\":3", "data")]
    [InlineData("\"id\":{\"a\":1},\"pageSize\":3", "data")]
    public void A_record_that_holds_a_list_of_its_own_stays_a_record(string head, string list)
    {
        var record = $$"""{{{head}},"{{list}}":[{"sku":1},{"sku":2}],"time":"2026-03-01T00:00:00Z","user":"a","action":"order"}""";
        foreach (var text in new[] { record, $"{record}\n{record}\n", $"[{record},{record}]", record.Replace(",", ",\n", StringComparison.Ordinal) })
        {
            var result = LogText.Read(text, "ndjson");
            Assert.Empty(result.Rejected);
            Assert.All(result.Events, copy => Assert.Equal("order", copy.Action));
        }
    }

    [Fact]
    public void A_list_that_the_entry_names_is_read_whatever_stands_before_it_and_no_other_is()
    {
        var text = $$"""{"success":true,"request":{"items":[{"a":1}]},"items":[{"b":[]}],"rows":[{{JsonFramingTests.Record(1)}},7,{{JsonFramingTests.Record(3)}}],"data":[{"c":1}]}""";
        foreach (var block in Blocks)
        {
            var result = LogText.Read(text, entry: Named("rows"), block: block);
            Assert.Equal([1, 3], result.Events.Select(copy => copy.Record));
            Assert.Equal((2, "expected a JSON object"), (Assert.Single(result.Rejected).Record, result.Rejected[0].Reason));
        }
    }

    [Fact]
    public void An_object_without_the_list_that_the_entry_names_is_rejected_and_the_next_page_is_read()
    {
        var page = $$"""{"rows":[{{JsonFramingTests.Record(1)}}]}""";
        foreach (var frame in new[] { page + """{"error":{"code":429,"rows":"{ \" }"}}""" + page, $$"""[{{page}},{"error":429},{{page}}]""", $"{page}\n{{}}\n{page}\n" })
        {
            var result = LogText.Read(frame, entry: Named("rows"), block: 11);
            Assert.Equal([1, 3], result.Events.Select(copy => copy.Record));
            Assert.Equal((2, "the object has no list `rows`, which `list` of this log names"), (Assert.Single(result.Rejected).Record, result.Rejected[0].Reason));
        }
    }

    [Fact]
    public void Records_that_stand_in_no_object_are_read_beside_a_named_list()
    {
        AssertThreeRecords(LogText.Read($"[{string.Join(',', Enumerable.Range(1, 3).Select(JsonFramingTests.Record))}]", entry: Named("rows")));
    }

    [Fact]
    public void A_second_list_of_records_is_told_and_not_passed_over()
    {
        var text = $$"""{"audit_logs":[{{JsonFramingTests.Record(1)}}],"users":[{"id":1}],"access_logs":[{"x":1}],"count":2}{{JsonFramingTests.Record(3)}}""";
        foreach (var block in Blocks)
        {
            var result = LogText.Read(text, block: block);
            Assert.Equal([1, 3], result.Events.Select(copy => copy.Record));
            Assert.StartsWith("the object has a second list, `access_logs`", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(LogText.Read(text, entry: Named("audit_logs")).Rejected, record => record.Reason.Contains("second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"pageSize\":25,\"entities\":[", "],\"total\":3}")]
    [InlineData("[{\"entities\":[", "]}]")]
    public void A_page_cut_at_any_length_keeps_what_came_before_and_tells_once(string open, string close)
    {
        var text = Encoding.UTF8.GetBytes(open + string.Join(",", Enumerable.Range(1, 3).Select(JsonFramingTests.Record)) + close);
        foreach (var entry in new[] { Named(null), Named("entities") })
        {
            for (var length = open.Length; length < text.Length; length++)
            {
                var result = LogText.Read(text[..length], entry: entry, block: 9);
                Assert.Single(result.Rejected);
                Assert.Equal(Enumerable.Range(1, result.Events.Count).Select(i => $"user{i}"), result.Events.Select(copy => copy.Account));
                Assert.True(result.Events.Count >= (length - open.Length) / (JsonFramingTests.Record(1).Length + 1));
            }
        }
    }

    [Theory]
    [InlineData("\"@a\":1,")]
    [InlineData("\"meta\":{\"a\":[[\"{\"]]},")]
    [InlineData("\"cursor\":\"0123456789\",")]
    [InlineData("[")]
    [InlineData("{\"data\":[")]
    [InlineData("[{\"data\":[")]
    public void What_only_begins_like_a_page_is_neither_held_nor_followed_for_ever(string piece)
    {
        var text = Encoding.UTF8.GetBytes("{" + string.Concat(Enumerable.Repeat(piece, 3_000_000 / piece.Length)));
        foreach (var entry in new[] { Named(null), Named("rows") })
        {
            var result = LogText.Read(text, entry: entry);
            Assert.Empty(result.Events);
            Assert.NotEmpty(result.Rejected);
            Assert.Equal(result.Summary.Records, result.Rejected.Count);
        }
    }

    /// <summary>However pages are cut and printed, their records come out, each once, in order.</summary>
    [Fact]
    public void Random_pages_give_their_records_and_nothing_else()
    {
        var random = new Random(61);
        for (var round = 0; round < 1500; round++)
        {
            var (text, records) = Pages(random, random.Next(3) == 0 ? "rows" : null, out var entry);
            var result = LogText.Read(text, "ndjson", entry, random.Next(1, 200));
            Assert.Empty(result.Rejected);
            Assert.Equal(Enumerable.Range(1, records).Select(i => i.ToString(CultureInfo.InvariantCulture)), result.Events.Select(copy => copy.Account));
            Assert.Equal(Enumerable.Range(1, records).Select(i => (long)i), result.Events.Select(copy => copy.Record));
        }
    }

    [Fact]
    public void Damaged_pages_lose_no_record_and_read_alike_at_every_block_size()
    {
        var random = new Random(62);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = RandomJson.Mutate(random, Encoding.UTF8.GetBytes(Pages(random, random.Next(3) == 0 ? "rows" : null, out var entry).Text));
            var whole = LogText.Read(bytes, random.Next(2) == 0 ? "ndjson" : "ocsf", entry);
            var cut = LogText.Read(bytes, whole.Summary.Format, entry, random.Next(1, 100));
            Assert.Equal(whole.Summary.Records, whole.Events.Count + whole.Rejected.Count);
            Assert.Equal(whole.Events.Select(copy => (copy.Record, copy.Account)), cut.Events.Select(copy => (copy.Record, copy.Account)));
            Assert.Equal(whole.Rejected.Select(record => (record.Record, record.Reason)), cut.Rejected.Select(record => (record.Record, record.Reason)));
        }
    }

    [Fact]
    public void A_log_of_rows_has_no_list()
    {
        var problem = Assert.Throws<InputException>(() => LogText.Read("time,user\n", "csv", Named("rows")));
        Assert.Contains("`list`", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_of_pages_is_recognised_by_its_first_record()
    {
        const string Genesys = """{"id":"q","pageSize":1,"cursor":null,"entities":[{"id":"a","eventDate":"2026-03-01T00:00:00Z","serviceName":"Directory","entityType":"User","action":"Update","user":{"id":"u-1"},"entity":{"id":"u-2"}}]}""";
        const string Intercom = """{"type":"activity_log.list","pages":{"type":"pages"},"activity_logs":[{"id":"a","created_at":1772323200,"activity_type":"admin_logout","performed_by":{"type":"admin","id":"7","email":"a@x.example"}}]}""";
        Assert.Equal(["genesys-cloud", "intercom"], LogText.Read(new MemoryFolder { ["logs/a.json"] = Encoding.UTF8.GetBytes(Genesys), ["logs/b.json"] = Encoding.UTF8.GetBytes($"[{Intercom}]") }, [])
            .Summaries.Select(summary => summary.Accepted == 1 ? summary.Format : "not read"));
    }

    private static LogEntry Named(string? list) => LogText.Entry(null) with { List = list };

    private static void AssertThreeRecords(ReadResult result)
    {
        Assert.Equal("", string.Join("; ", result.Rejected.Select(record => record.Reason)));
        Assert.Equal([(1, "user1"), (2, "user2"), (3, "user3")], result.Events.Select(copy => (copy.Record, copy.Account)));
    }

    private static (string Text, int Records) Pages(Random random, string? named, out LogEntry entry)
    {
        string[] before = ["\"pageSize\":2", "\"meta\":{\"x\":[{\"y\":\"}]\"}]}", "\"@odata.nextLink\":\"a\\\"b\"", "\"cursor\":null", "\"total\" : 1e3"];
        string[] behind = [.. before, "\"users\":[{\"id\":1}]", "\"ok\":true", "\"note\":\"\\\"data\\\":[{\""];
        entry = Named(named);
        var (text, records) = (new StringBuilder(), 0);
        var inArray = random.Next(4) == 0;
        var pages = random.Next(1, 4);
        for (var page = 0; page < pages; page++)
        {
            // What is no page at its beginning makes an array one of records.
            var list = string.Join(random.Next(2) == 0 ? "," : " ,\n", Enumerable.Range(0, random.Next(4)).Select(_ =>
                $$"""{"time":"2026-03-01T00:00:00Z","user":"{{++records}}","action":"x","more":{{RandomJson.Value(random, 3)}}}"""));
            var head = string.Concat(before.Where(_ => random.Next(3) == 0).Concat(named is null ? [] : behind.Where(_ => random.Next(3) == 0)).Select(member => member + (random.Next(2) == 0 ? "," : " ,\r\n ")));
            var tail = string.Concat(behind.Where(_ => random.Next(3) == 0).Select(member => "," + member));
            var name = named ?? new[] { "data", "entities", "Records", "entries" }[random.Next(4)];
            if (page > 0) text.Append(inArray ? "," : random.Next(2) == 0 ? "\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"{{{head}\"{name}\":[{list}]{tail}}}");
        }
        return (inArray ? $"[{text}]" : text.ToString(), records);
    }
}
