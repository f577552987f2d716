using System.Text;
using Compliance.Events;
using Compliance.Evidence;

namespace Compliance.Tests.Evidence;

public class EventWriterTests
{
    [Fact]
    public void Events_are_written_one_a_line_without_absent_fields()
    {
        var folder = new MemoryFolder
        {
            ["logs/a.ndjson"] = Encoding.UTF8.GetBytes("""
                {"id":"1","time":"2026-03-01T00:00:00.12345Z","user":"zoë \"x\"","accountType":"bot","ip":"::1","userAgent":"U","session":"s","mfa":true,"action":"read","resource":"r","resourceType":"t","outcome":"denied","tenant":"n","case":"c","records":3}
                {"time":"2026-03-01T00:00:00Z","action":"read"}
                """),
        };
        using var target = new MemoryStream();
        using (var writer = new EventWriter(target)) new LogReader(folder, []).Read(writer, null, CancellationToken.None);
        Assert.Equal(
            """{"source":"logs/a.ndjson","record":1,"id":"1","time":"2026-03-01T00:00:00.123Z","account":"zoë \"x\"","accountType":"service","ip":"::1","userAgent":"U","session":"s","mfa":true,"action":"read","resource":"r","resourceType":"t","outcome":"denied","tenant":"n","case":"c","records":3}""" + "\n" +
            """{"source":"logs/a.ndjson","record":2,"time":"2026-03-01T00:00:00.000Z","account":"(none)","accountType":"unknown","action":"read","outcome":"success"}""" + "\n",
            Encoding.UTF8.GetString(target.ToArray()));
    }

    [Fact]
    public void What_was_written_reads_back_as_the_same_events()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 2000).Select(JsonFramingTests.Record));
        var first = LogText.Read(lines);
        using var target = new MemoryStream();
        using (var writer = new EventWriter(target))
            new LogReader(new MemoryFolder { ["logs/a"] = Encoding.UTF8.GetBytes(lines) }, []).Read(writer, null, CancellationToken.None);
        Assert.Equal(first.Events, LogText.Read(target.ToArray(), "ndjson").Events);
    }
}
