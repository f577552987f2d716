using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence;

public class LogReaderTests
{
    private const string Csv = "time,user,action\n2026-03-01T00:00:00Z,ann,ticket.read\n";
    private const string Line = """{"time":1772323200000,"class_uid":6003,"activity_id":2,"actor":{"user":{"name":"ann"}}}""" + "\n";

    [Fact]
    public void Every_file_under_logs_is_read_in_order_and_others_are_left()
    {
        var folder = new MemoryFolder { ["logs/b.csv"] = Utf8(Csv), ["logs/a.ndjson"] = Utf8(Line), ["people.csv"] = Utf8("person,name\n") };
        var result = LogText.Read(folder, []);
        Assert.Equal(["logs/a.ndjson:ocsf", "logs/b.csv:csv"], result.Summaries.Select(summary => $"{summary.Source}:{summary.Format}"));
        Assert.Equal([0, 1], result.Events.Select(copy => copy.Source));
    }

    [Fact]
    public void The_digest_is_of_the_bytes_as_received()
    {
        var bytes = LogText.Gzip(Utf8(Line + Line));
        var summary = LogText.Read(bytes).Summary;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), summary.Sha256);
        Assert.Equal(bytes.Length, summary.Bytes);
        Assert.Equal(2, summary.Accepted);
        Assert.Equal("upload", summary.Method);
    }

    [Fact]
    public void First_and_last_are_of_the_accepted_records_whatever_their_order()
    {
        var summary = LogText.Read("""
            {"time":1772323201000,"class_uid":1,"activity_id":1}
            {"time":1772323200000,"class_uid":1,"activity_id":1}
            {"time":0.5,"class_uid":1,"activity_id":"x"}
            """).Summary;
        Assert.Equal((2, 1), (summary.Accepted, summary.Rejected));
        Assert.Equal("2026-03-01T00:00:00Z", summary.First.ToString());
        Assert.Equal("2026-03-01T00:00:01Z", summary.Last.ToString());
    }

    [Fact]
    public void Two_entries_that_claim_one_file_are_refused()
    {
        var folder = new MemoryFolder { ["logs/a.csv"] = Utf8(Csv) };
        var error = Assert.Throws<InputException>(() => new LogReader(folder, [Entry("logs/*.csv", 4), Entry("logs/a*", 5)]));
        Assert.StartsWith("vendor.yaml:5: `logs/a.csv` is claimed by `logs/*.csv` (line 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_claims_no_file_is_missing_evidence()
    {
        var folder = new MemoryFolder { ["logs/a.csv"] = Utf8(Csv) };
        var reader = new LogReader(folder, [Entry("logs/*.csv", 4), Entry("logs/*.json", 5)]);
        Assert.Equal("logs/*.json", Assert.Single(reader.Unmatched).Path.Text);
    }

    [Fact]
    public void A_log_lies_anywhere_in_the_folder_and_the_contract_is_none_whatever_an_entry_matches()
    {
        var folder = new MemoryFolder
        {
            ["crm june.csv"] = Utf8(Csv),
            ["people.csv"] = Utf8(Csv),
            ["accounts.csv.draft"] = Utf8(Csv),
            ["entitlements/crm.csv"] = Utf8(Csv),
            ["notes.txt"] = Utf8("-"),
        };

        var result = LogText.Read(folder, [Entry("*.csv*", 4)]);

        Assert.Equal(["crm june.csv:csv"], result.Summaries.Select(summary => $"{summary.Source}:{summary.Format}"));
    }

    [Fact]
    public void An_unknown_format_and_an_unknown_field_are_refused_with_the_known_ones()
    {
        var format = Assert.Throws<InputException>(() => new LogReader(new MemoryFolder(), [Entry("*", 3) with { Format = "cef" }]));
        Assert.Contains("entra-signin", format.Message, StringComparison.Ordinal);
        var entry = Entry("*", 3) with { Fields = new Dictionary<string, string> { ["actor"] = "x" } };
        var field = Assert.Throws<InputException>(() => new LogReader(new MemoryFolder(), [entry]));
        Assert.Contains("accountType", field.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# Notes\n\nWhat these logs are.\n")]
    [InlineData("")]
    [InlineData("\0\0\0\u0001Bud1")]
    [InlineData("name,size\na,1\n")]
    [InlineData("{\"kind\":\"snapshot\"}")]
    public void What_is_no_log_is_counted_and_shown(string text)
    {
        var result = LogText.Read(new MemoryFolder { ["logs/README.md"] = Utf8(text) }, []);
        Assert.Equal("unknown", result.Summary.Format);
        Assert.Equal((1, 0, 1), (result.Summary.Records, result.Summary.Accepted, result.Summary.Rejected));
        Assert.NotEqual("", Assert.Single(result.Rejected).Reason);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), result.Summary.Bytes);
    }

    [Theory]
    [InlineData("""{"eventVersion":"1.08","eventTime":"2026-03-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject"}""", "cloudtrail")]
    [InlineData("""{"Records":[{"eventTime":"2026-03-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject"}]}""", "cloudtrail")]
    [InlineData("""[{"time":"2026-03-01T00:00:00Z","operationName":"X","resourceId":"/s"}]""", "azure-activity")]
    [InlineData("""{"value":[{"eventTimestamp":"2026-03-01T00:00:00Z","operationName":{"value":"X"},"correlationId":"c"}]}""", "azure-activity")]
    [InlineData("""{"time":"2026-03-01T00:00:00Z","category":"NonInteractiveUserSignInLogs","properties":{}}""", "entra-signin")]
    [InlineData("""{"createdDateTime":"2026-03-01T00:00:00Z","userPrincipalName":"a","appId":"b"}""", "entra-signin")]
    [InlineData("""{"time":1772323200000,"class_uid":3002,"activity_id":1}""", "ocsf")]
    [InlineData("""{"timestamp":"2026-03-01T00:00:00Z","action":"x"}""", "ndjson")]
    [InlineData("timestamp;username;operation\n2026-03-01T00:00:00Z;a;b", "csv")]
    public void A_log_that_no_entry_names_is_known_by_its_first_record(string text, string format)
    {
        var result = LogText.Read(new MemoryFolder { ["logs/a"] = Utf8(text) }, []);
        Assert.Equal(format, result.Summary.Format);
        Assert.Empty(result.Rejected);
        Assert.Single(result.Events);
    }

    [Fact]
    public void At_most_twenty_rejected_records_are_kept_but_all_are_counted()
    {
        var result = LogText.Read(string.Concat(Enumerable.Repeat("{\n", 30)));
        Assert.Equal(30, result.Summary.Rejected);
        Assert.Equal(20, result.Summary.RejectedSamples.Count);
    }

    [Fact]
    public void One_file_is_read_by_its_path()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, Csv);
        var result = new ReadResult();
        result.Summaries = LogReader.ForFile(path, null).Read(result, null, CancellationToken.None);
        File.Delete(path);
        Assert.Equal(path, result.Summary.Source);
        Assert.Equal("ann", result.Event.Account);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_format_that_is_none_are_refused()
    {
        Assert.Throws<InputException>(() => LogReader.ForFile("/nowhere.csv", null));
        Assert.Throws<InputException>(() => LogReader.ForFile(typeof(LogReaderTests).Assembly.Location, new LogEntry { Path = new Pattern("*"), Format = "xml" }));
    }

    [Fact]
    public void Progress_grows_to_the_totals_and_reading_can_be_cancelled()
    {
        var folder = new MemoryFolder { ["logs/a"] = Utf8(string.Concat(Enumerable.Repeat(Line, 1000))), ["logs/b"] = Utf8(Line) };
        var seen = new List<(long Bytes, long Events)>();
        new LogReader(folder, [], new ReadLimits { Block = 4096 }).Read(new ReadResult(), (bytes, events) => seen.Add((bytes, events)), CancellationToken.None);
        Assert.Equal((folder.Values.Sum(file => (long)file.Length), 1001), seen[^1]);
        Assert.True(seen.SequenceEqual(seen.Order()));
        Assert.Throws<OperationCanceledException>(() => new LogReader(folder, []).Read(new ReadResult(), null, new CancellationToken(canceled: true)));
    }

    private static LogEntry Entry(string path, int line) => new() { Path = new Pattern(path), Line = line };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
