using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using CsvHelper;
using NodaTime;

namespace Compliance.Tests.Evidence;

public class CsvTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_delimiter_is_told_by_the_header(char delimiter)
    {
        var result = LogText.Read("Time,User,Action,Resource\n2026-03-01T00:00:00Z,ann,ticket.read,\"a,b;c\td\"\n".Replace(',', delimiter), "csv");
        Assert.Equal(("ann", "ticket.read"), (result.Event.Account, result.Event.Action));
        Assert.EndsWith("d", result.Event.Resource, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotes_hold_delimiters_newlines_and_doubled_quotes_and_a_record_is_its_row()
    {
        var text = "time,user,action,resource\r\n\r\n2026-03-01T00:00:00Z,\"a \"\"b\"\" c\",\"x\r\ny\",\"\"\r\n\r\n2026-03-01T00:00:01Z,d \"e\",z,\"\"\"f\"\"\"";
        foreach (var block in new[] { 1, 2, 3, 5, 8, 13, 4096 })
        {
            var result = LogText.Read(text, "csv", block: block);
            Assert.Equal(["a \"b\" c|x\r\ny||1", "d \"e\"|z|\"f\"|2"], result.Events.Select(copy => $"{copy.Account}|{copy.Action}|{copy.Resource}|{copy.Record}"));
        }
    }

    [Fact]
    public void Fields_name_columns_ignoring_case_and_times_are_of_the_zone()
    {
        var entry = LogText.Entry("csv", ("time", "When"), ("account", "USER"), ("action", "Operation"), ("resource", "Record"), ("outcome", "Result"), ("case", "Ticket"), ("records", "n"), ("mfa", "2fa")) with
        {
            Zone = DateTimeZoneProviders.Tzdb["Asia/Manila"],
            OutcomeValues = new Dictionary<string, Outcome> { ["S"] = Outcome.Success, ["nope"] = Outcome.Denied },
        };
        var result = LogText.Read("""
            when,user,operation,record,result,ticket,n,2FA
            2026-03-01 08:00:00,ann,read,r1,s,T-1,5,Yes
            2026-03-01 08:00:00,ann,read,r1,NOPE,,,0
            2026-03-01 08:00:00,ann,read,r1,403,,x,
            2026-03-01 08:00:00,ann,read,r1,maybe,,,
            2026-03-01 08:00:00,ann,read,r1,,,,
            """, "csv", entry);
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), result.Events[0].Time);
        Assert.Equal(("T-1", 5L, Answer.Yes), (result.Events[0].Case, result.Events[0].Records, result.Events[0].Mfa));
        Assert.Equal([Outcome.Success, Outcome.Denied, Outcome.Denied, Outcome.Unknown, Outcome.Success], result.Events.Select(copy => copy.Outcome));
        Assert.Equal(1, result.Summary.UnknownOutcomes);
        Assert.True(result.Sources[0].MapsCase);
    }

    [Fact]
    public void A_time_without_offset_or_zone_is_rejected_with_what_to_set()
    {
        var result = LogText.Read("time,user,action\n2026-03-01 08:00:00,ann,read\n2026-03-01 08:00:00+08:00,ann,read\n", "csv");
        Assert.Contains("set `zone`", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(result.Events).Record);
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z,b", "2 fields")]
    [InlineData("2026-03-01T00:00:00Z,b,c,d", "4 fields")]
    [InlineData("\"2026-03-01T00:00:00Z\"x,b,c", "quotes of field 1")]
    [InlineData("2026-03-01T00:00:00Z,\"b,c", "quotes of field 2")]
    [InlineData(",b,c", "no time")]
    [InlineData("2026-03-01T00:00:00Z,b,", "no action")]
    public void A_broken_row_is_rejected_and_the_rest_is_read(string row, string reason)
    {
        var result = LogText.Read($"time,user,action\n2026-03-01T00:00:00Z,ann,x\n{row}\n2026-03-01T00:00:00Z,\"bob\",x\n", "csv");
        Assert.Equal([1, 3], result.Events.Select(copy => copy.Record));
        var rejected = Assert.Single(result.Rejected);
        Assert.Equal(2, rejected.Record);
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_row()
    {
        var result = LogText.Read("time,user,action\n2026-03-01T00:00:00Z,\"ann,x\n2026-03-01T00:00:00Z,bob,x\n", "csv");
        Assert.Equal("bob", Assert.Single(result.Events).Account);
        Assert.Contains("never closed", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_rejects_every_row()
    {
        var result = LogText.Read("time,user,action\n2026-03-01T00:00:00Z,ann,x\n", "csv", LogText.Entry("csv", ("case", "Ticket")));
        Assert.Contains("no column `Ticket`", Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_alone_is_a_log_without_records()
    {
        var result = LogText.Read("time,user,action\n", "csv");
        Assert.Equal(0, result.Summary.Records);
        Assert.Null(result.Summary.First);
        Assert.False(result.Sources[0].MapsCase);
    }

    [Fact]
    public void Rows_are_read_as_CsvHelper_reads_them()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, 4).Select(_ => Cell(random)).ToArray()).ToArray();
            var text = "time,a,b,c,d\r\n" + string.Concat(rows.Select(row => "2026-03-01T00:00:00Z," + string.Join(',', row.Select(cell => Quote(random, cell))) + (random.Next(2) == 0 ? "\r\n" : "\n")));
            var entry = LogText.Entry("csv", ("account", "a"), ("action", "b"), ("resource", "c"), ("case", "d"));
            var result = LogText.Read(text, "csv", entry, block: random.Next(1, 50));
            var expected = ByCsvHelper(text).Where(row => row[2].Length > 0).Select(row => string.Join('|', row[1].Length == 0 ? "(none)" : row[1], row[2], row[3], row[4]));
            Assert.Equal(expected, result.Events.Select(copy => $"{copy.Account}|{copy.Action}|{copy.Resource}|{copy.Case}"));
            Assert.Equal(rows.Length, result.Summary.Records);
        }
    }

    private static List<string[]> ByCsvHelper(string text)
    {
        using var reader = CsvReader.FromText(text, CsvReaderOptions.Default with { Separator = ',', TrimWhitespace = false });
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }

    private static string Cell(Random random)
    {
        var cell = new StringBuilder();
        for (var i = random.Next(random.Next(8) == 0 ? 90 : 6); i > 0; i--) cell.Append("ab,;\"\n\r\té😀"[random.Next(8)]);
        return cell.ToString().TrimEnd('\r');
    }

    private static string Quote(Random random, string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 || random.Next(3) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
