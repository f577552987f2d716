using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Tests.Evidence;

/// <summary>Logs as a spreadsheet of Western Europe saves them, which no byte tells from others.</summary>
public class Windows1252Tests
{
    private const string Rows = "Time;User;Tätigkeit;Resource\r\n2026-03-01T00:00:00Z;Zoë Müller;lesen;\"T-1\n€ “q”\"\r\n2026-03-01T00:00:01Z;ann;ändern;T-2\r\n";
    private static readonly Encoding Page1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
    private static readonly byte[] Undefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    [Fact]
    public void A_log_whose_entry_says_so_is_read_and_its_digest_is_of_the_bytes_as_received()
    {
        var bytes = Page1252.GetBytes(Rows);
        foreach (var (received, block) in new[] { (bytes, 1), (bytes, 3), (bytes, 64), (bytes, 4096), (LogText.Gzip(bytes), 17) })
        {
            var result = LogText.Read(received, "csv", Entry(("action", "Tätigkeit")), block);
            Assert.Empty(result.Rejected);
            Assert.Equal([("Zoë Müller", "lesen", "T-1\n€ “q”"), ("ann", "ändern", "T-2")], result.Events.Select(copy => (copy.Account, copy.Action, copy.Resource)));
            Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(received)), received.Length), (result.Summary.Sha256, result.Summary.Bytes));
        }
    }

    [Fact]
    public void JSON_is_read_so_too()
    {
        var bytes = Page1252.GetBytes("""{"entities":[{"time":"2026-03-01T00:00:00Z","user":"Zoë","action":"prüfen","naïve":1}]}""");
        Assert.Equal(("Zoë", "prüfen"), (LogText.Read(bytes, "ndjson", Entry()).Event.Account, LogText.Read(bytes, "ndjson", Entry(), block: 5).Event.Action));
    }

    [Fact]
    public void Without_a_word_of_the_entry_its_records_are_rejected_with_what_to_do_and_the_plain_ones_are_read()
    {
        var rows = LogText.Read(Page1252.GetBytes("time,user,action\n2026-03-01T00:00:00Z,Zoë,x\n2026-03-01T00:00:00Z,ann,y\n"), "csv");
        Assert.Equal(("ann", 2L), (Assert.Single(rows.Events).Account, rows.Events[0].Record));
        Assert.Equal((1L, "the row is not valid UTF-8; if its source writes Windows-1252, say `encoding: windows-1252` for this log, else export it as UTF-8"), (Assert.Single(rows.Rejected).Record, rows.Rejected[0].Reason));

        var lines = LogText.Read(Page1252.GetBytes("""{"time":"2026-03-01T00:00:00Z","user":"Zoë","action":"x"}"""), "ndjson");
        Assert.StartsWith("the record is not valid UTF-8; if its source writes Windows-1252", Assert.Single(lines.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_cannot_be_read_is_told_where_a_column_is_missing_for_it()
    {
        var bytes = Page1252.GetBytes("Time;User;Tätigkeit;Resource\n2026-03-01T00:00:00Z;ann;lesen;T-2\n");
        var mapped = LogText.Read(bytes, "csv", LogText.Entry("csv", ("action", "Tätigkeit")));
        Assert.StartsWith("the header is not valid UTF-8", Assert.Single(mapped.Rejected).Reason, StringComparison.Ordinal);

        var sniffed = LogText.Read(new MemoryFolder { ["logs/a.csv"] = bytes }, []);
        Assert.StartsWith("the first line is not valid UTF-8; if its source writes Windows-1252", Assert.Single(sniffed.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_that_the_code_page_leaves_open_rejects_its_record_only()
    {
        foreach (var open in Undefined)
        {
            var result = LogText.Read([.. Page1252.GetBytes("time,user,action\n2026-03-01T00:00:00Z,Zoë,x\n2026-03-01T00:00:00Z,b"), open, .. ",x\n"u8], "csv", Entry());
            Assert.Equal("Zoë", Assert.Single(result.Events).Account);
            Assert.Equal("the row has a byte that Windows-1252 does not know", Assert.Single(result.Rejected).Reason);
        }
    }

    [Fact]
    public void A_byte_order_mark_goes_before_what_the_entry_says()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Equal("Zoë😀", LogText.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("time,user,action\n2026-03-01T00:00:00Z,Zoë😀,x\n")], "csv", Entry()).Event.Account);
    }

    /// <summary>Any bytes, in any portions: every letter comes out as the base library has it, what is none as a byte that is no UTF-8.</summary>
    [Fact]
    public void Any_bytes_become_their_letters()
    {
        var random = new Random(12);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(300)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                for (var i = 0; i < bytes.Length; i++) bytes[i] = random.Next(10) > 0 ? (byte)(bytes[i] & 0x7F) : bytes[i];
            using var stream = new Windows1252Bytes(new MemoryStream(bytes));
            using var text = new MemoryStream();
            var buffer = new byte[random.Next(1, 5000)];
            for (int read; (read = stream.Read(buffer)) > 0;) text.Write(buffer, 0, read);
            Assert.Equal(bytes.SelectMany(unit => Undefined.Contains(unit) ? [0xFF] : Encoding.UTF8.GetBytes(Page1252.GetString([unit]))).ToArray(), text.ToArray());
        }
    }

    private static LogEntry Entry(params (string Field, string Path)[] fields) => LogText.Entry(null, fields) with { Encoding = TextEncoding.Windows1252 };
}
