using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Evidence;

public sealed class RecordReaderTests
{
    private const string First = """{"time":"2026-03-02T08:00:00Z","account":"ana","action":"a"}""";
    private const string Second = """{"time":"2026-03-02T08:01:00Z", "account":"ben", "action":"b"}""";

    private static readonly LogEntry Entry = new()
    {
        Path = new Pattern("logs/a"),
        Format = "ndjson",
        Fields = new Dictionary<string, string> { ["time"] = "time", ["account"] = "account", ["action"] = "action" },
    };

    [Fact]
    public void A_record_comes_as_it_was_received_with_the_digest_of_its_file()
    {
        var read = Read(Encoding.UTF8.GetBytes($"{First}\n\nnonsense\n{Second}\r\n"), 1, 3, 4, 9);

        Assert.Equal([(1L, First), (4L, Second)], read.Records.Select(record => (record.Key, Encoding.UTF8.GetString(record.Value))));
        Assert.Equal(3, Assert.Single(read.Rejected).Key);
        Assert.Equal("2", $"{read.Source.Accepted}");
        Assert.Equal(64, read.Source.Sha256.Length);
    }

    [Fact]
    public void A_record_of_a_compressed_log_comes_decompressed() =>
        Assert.Equal(Second, Encoding.UTF8.GetString(Assert.Single(Read(LogText.Gzip(Encoding.UTF8.GetBytes($"{First}\n{Second}\n")), 2).Records).Value));

    [Fact]
    public void A_row_of_a_table_comes_without_its_line_break()
    {
        var entry = Entry with { Format = "csv", Zone = NodaTime.DateTimeZone.Utc };

        var read = Read(Encoding.UTF8.GetBytes("time,account,action\r\n2026-03-02T08:00:00Z,ana,\"a\nb\"\r\n2026-03-02T08:00:00Z,ben,c\r\n"), entry, 1);

        Assert.Equal("2026-03-02T08:00:00Z,ana,\"a\nb\"", Encoding.UTF8.GetString(Assert.Single(read.Records).Value));
    }

    [Fact]
    public void What_is_no_log_of_the_folder_is_refused()
    {
        var refused = Assert.Throws<InputException>(() => new RecordReader(new MemoryFolder { ["logs/a"] = [] }, []).Read("logs/b", [1]));

        Assert.Contains("`logs/b` is no log", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_accepted_record_is_found_at_the_position_at_which_it_was_judged() => Prop.ForAll(
        Arb.From(Gen.Elements("{}", First, Second, "nonsense", "", "[" + First + "]", "\uFFFD").ListOf()), lines =>
        {
            var text = string.Join('\n', lines);
            var judged = LogText.Read(new MemoryFolder { ["logs/a"] = Encoding.UTF8.GetBytes(text) }, [Entry]);
            var found = Read(Encoding.UTF8.GetBytes(text), [.. Enumerable.Range(1, lines.Count + 1).Select(line => (long)line)]);
            return found.Records.Keys.SequenceEqual(judged.Events.Select(e => e.Record).Distinct().Order())
                && found.Rejected.Keys.SequenceEqual(judged.Rejected.Select(record => record.Record).Distinct().Order());
        }).Check(Tried.Times());

    [Fact]
    public void No_bytes_make_it_fail() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Read(bytes, 1, 2, 3).Records.Count <= 3).Check(Tried.Times());

    private static RecordsRead Read(byte[] bytes, params long[] records) => Read(bytes, Entry, records);

    private static RecordsRead Read(byte[] bytes, LogEntry entry, params long[] records) => new RecordReader(new MemoryFolder { ["logs/a"] = bytes }, [entry]).Read("logs/a", records);
}
