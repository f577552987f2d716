using System.Text;

namespace Compliance.Tests.Evidence;

public class EncodingTests
{
    private const string Rows = "Time,User,Action,Resource\r\n2026-03-01T00:00:00Z,zoë,ticket.read,\"T-1,\n😀\"\r\n";

    public static TheoryData<Encoding> Encodings => [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_log_is_read_in_UTF8_and_with_a_byte_order_mark_in_UTF16(Encoding encoding)
    {
        byte[] csv = [.. encoding.GetPreamble(), .. encoding.GetBytes(Rows)];
        byte[] json = [.. encoding.GetPreamble(), .. encoding.GetBytes(JsonFramingTests.Record(1) + "\n" + JsonFramingTests.Record(2))];
        foreach (var block in new[] { 1, 2, 5, 33, 4096 })
        {
            var row = LogText.Read(csv, "csv", block: block).Event;
            Assert.Equal(("zoë", "T-1,\n😀"), (row.Account, row.Resource));
            Assert.Equal(2, LogText.Read(json, block: block).Events.Count);
        }
        Assert.Equal("csv", LogText.Read(new MemoryFolder { ["logs/x"] = csv }, []).Summary.Format);
        Assert.Equal(2, LogText.Read(LogText.Gzip(json)).Events.Count);
    }

    [Fact]
    public void UTF16_text_longer_than_a_block_is_read_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 5000).Select(i => $"2026-03-01T00:00:00Z,zoë😀{i},x\n"));
        var result = LogText.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("time,user,action\n" + text)], "csv");
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"zoë😀{i}"), result.Events.Select(copy => copy.Account));
    }

    [Theory]
    [InlineData(new byte[] { 0x00, 0xD8 })]
    [InlineData(new byte[] { 0x00, 0xDC })]
    [InlineData(new byte[] { 0x41 })]
    public void A_broken_UTF16_character_rejects_its_record_only(byte[] broken)
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("time,user,action\n2026-03-01T00:00:00Z,a,x\n2026-03-01T00:00:00Z,b,x"), .. broken];
        var result = LogText.Read(bytes, "csv");
        Assert.Equal("a", Assert.Single(result.Events).Account);
        Assert.Equal("the row is not valid UTF-16", Assert.Single(result.Rejected).Reason);
    }

    [Fact]
    public void Unicode_text_of_a_spreadsheet_is_read()
    {
        var text = Rows.Replace(',', '\t').Replace("T-1\t", "T-1,", StringComparison.Ordinal);
        var result = LogText.Read(new MemoryFolder { ["logs/x.txt"] = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)] }, []);
        Assert.Equal(("csv", "zoë", "T-1,\n😀"), (result.Summary.Format, result.Event.Account, result.Event.Resource));
    }
}
