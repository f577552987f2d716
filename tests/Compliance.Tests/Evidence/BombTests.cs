using System.Globalization;
using System.Text;
using Compliance.Evidence;
using Compliance.Evidence.Formats;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Evidence;

/// <summary>Logs that were made to keep the reader busy: time of the order of their length, and memory of the order of a record.</summary>
public sealed class BombTests
{
    private const int Size = 64 << 10;

    private static readonly string[] Pieces =
    [
        "\"", "\"\"", "\\", "\\u0041", "{", "}", "[", "]", "{}", "[]", ",", ":", ";", "\t", "\n", "\r\n", "\r", " ", "a", "0", "-", "1e9", "null", "true", "\"a\":", "{\"a\":1,", "{\"a\":[", "\"a\",\"", "{\"Records\":[", "]}", "\0", "é", "/*", "{\"time\":\"", "2026-03-01T00:00:00Z", "\ufeff",
    ];

    private static readonly string?[] Formats = [null, "csv", "ndjson", "ocsf", "cloudtrail", "zendesk", "m365-audit", "salesforce", "okta"];

    [Fact]
    public void Whatever_is_repeated_takes_time_of_its_length() => Check.One(
        Tried.Times(80),
        Prop.ForAll(
            (from pump in Gen.Elements(Pieces).NonEmptyListOf() from before in Gen.Elements(Pieces).ListOf() from format in Gen.Elements(Formats) select (string.Concat(before.Take(6)), string.Concat(pump.Take(8)), format)).ToArbitrary(),
            log => Growth.AssertLinear($"{log.format ?? "no format"}: `{log.Item1}`, then `{log.Item2}`", Size, size => Reading($"{log.Item1}{string.Concat(Enumerable.Repeat(log.Item2, size / log.Item2.Length))}", log.format))));

    [Fact]
    public void A_header_and_rows_of_many_columns_are_read_in_time_of_their_number()
    {
        foreach (var format in new[] { "csv", "m365-audit", "salesforce", null })
        {
            Growth.AssertLinear($"{format}: columns without names", 20_000, count => Reading($"{new string(',', count)}\n{new string(',', count)}\n", format));
            Growth.AssertLinear($"{format}: columns with names", 20_000, count => Reading($"{string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{i}")))}\n{new string(',', count - 1)}\n", format));
            Growth.AssertLinear($"{format}: one name", 20_000, count => Reading($"{string.Join(',', Enumerable.Repeat("time", count))}\n{new string(',', count - 1)}\n", format));
            Growth.AssertLinear($"{format}: quoted", 20_000, count => Reading($"{string.Join(',', Enumerable.Repeat("\"a\"\"b\"", count))}\n{string.Join(',', Enumerable.Repeat("\"a\"\"b\"", count))}\n", format));
        }
    }

    [Fact]
    public void An_object_of_many_members_and_of_one_name_are_read_in_time_of_their_number()
    {
        foreach (var format in new[] { "ocsf", "ndjson", "cloudtrail", "okta" })
        {
            Growth.AssertLinear($"{format}: names of their own", 10_000, count => Reading($"{{{string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"m{i}\":1")))}}}", format));
            Growth.AssertLinear($"{format}: one name", 10_000, count => Reading($"{{{string.Join(',', Enumerable.Repeat("\"time\":1", count))}}}", format));
            Growth.AssertLinear($"{format}: many records of a member of their own", 10_000, count => Reading(string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"m{i}\":{{\"x{i}\":1}}}}\n"))), format));
            Growth.AssertLinear($"{format}: a long number", 10_000, count => Reading($"{{\"time\":{new string('9', count * 10)}}}\n", format));
            Growth.AssertLinear($"{format}: a long escape", 10_000, count => Reading($"{{\"time\":\"{string.Concat(Enumerable.Repeat("\\ud83d", count))}\"}}\n", format));
        }
    }

    [Theory]
    [InlineData("password=")]
    [InlineData("token=a,b")]
    [InlineData("sig%3D")]
    [InlineData("%25")]
    [InlineData("://a:b@")]
    [InlineData("://")]
    [InlineData("eyJa.")]
    [InlineData("Bearer ")]
    [InlineData("4111 ")]
    [InlineData("4-1-1-1-")]
    [InlineData("a@a.")]
    [InlineData("@")]
    [InlineData("\"password\":\"")]
    [InlineData("ghp_")]
    [InlineData("a")]
    public void What_looks_like_a_secret_over_and_over_is_masked_in_time_of_its_length(string pump)
    {
        foreach (var member in new[] { "resources\":[{\"uid", "http_request\":{\"user_agent", "api\":{\"operation" })
        {
            var close = member.StartsWith("resources", StringComparison.Ordinal) ? "}]" : "}";
            Growth.AssertLinear($"`{pump}` in {member}", Size, size => Reading(
                $$"""{"class_uid":6003,"activity_id":2,"time":1767340800000,"status_id":1,"actor":{"user":{"name":"agent01"} },"{{member}}":"{{string.Concat(Enumerable.Repeat(pump.Replace("\"", "\\\"", StringComparison.Ordinal), size / pump.Length))}}"{{close}} }""" + "\n", "ocsf"));
        }
    }

    [Fact]
    public void Gzip_of_many_members_is_read_in_time_of_their_number()
    {
        var member = LogText.Gzip([]);
        var line = LogText.Gzip("{}\n"u8.ToArray());
        foreach (var (what, bytes) in new[] { ("empty", member), ("of a line", line) })
            Growth.AssertLinear($"members {what}", 2_000, count => Reading([.. Enumerable.Repeat(bytes, count).SelectMany(one => one)], "ocsf"));
    }

    [Fact]
    public void A_bomb_takes_memory_of_the_order_of_a_record_and_gzip_in_gzip_is_unpacked_once()
    {
        var zeros = LogText.Gzip(new byte[256 << 20]);
        Assert.True(zeros.Length < 1 << 20, "it is to be small");
        foreach (var (bytes, format) in new[] { (zeros, "ocsf"), (zeros, "csv"), (zeros, null), (LogText.Gzip(zeros), "ocsf"), (LogText.Gzip(LogText.Gzip(zeros)), null), (zeros[..^9], "ocsf") })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var result = LogText.Read(bytes, format);
            Assert.NotEmpty(result.Rejected);
            Assert.Empty(result.Events);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200L << 20);
        }
    }

    [Fact]
    public void Every_format_that_is_attacked_is_one() => Assert.All(Formats.OfType<string>(), format => Assert.Contains(format, LogFormats.Names));

    private static Action Reading(string text, string? format) => Reading(Encoding.UTF8.GetBytes(text), format);

    private static Action Reading(byte[] bytes, string? format)
    {
        var entry = LogText.Entry(format, format is "csv" or "ndjson" ? [("time", "time"), ("account", "a"), ("action", "m1")] : []);
        return () => new LogReader(new MemoryFolder { ["logs/a"] = bytes }, [entry], ReadLimits.Default).Read(new ReadResult(), null, CancellationToken.None);
    }
}
