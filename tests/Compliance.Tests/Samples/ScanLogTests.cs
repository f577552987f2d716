using System.Text.Json;
using Compliance.Samples.Scan;

namespace Compliance.Tests.Samples;

public sealed class ScanLogTests
{
    private const long ThreeMegabytes = 3_000_000;

    [Fact]
    public void Every_line_is_a_record_and_the_size_is_what_was_asked_for()
    {
        using var folder = new TemporaryFolder();

        var facts = ScanLog.Write(folder.Path, new ScanOptions(ThreeMegabytes, 500));

        var records = Records(facts.Path);
        Assert.Equal(facts.Records, records.Count);
        Assert.Equal(facts.Bytes, new FileInfo(facts.Path).Length);
        Assert.InRange(facts.Bytes, ThreeMegabytes, ThreeMegabytes + 4096);
        Assert.InRange(facts.Bytes / facts.Records, 850, 1_000);
        Assert.Equal(["signin", "ticket.read", "customer.read", "refund.issue", "customer.export"],
            new[] { "signin", "ticket.read", "customer.read", "refund.issue", "customer.export" }.Intersect(records.Select(Action)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        var options = new ScanOptions(ThreeMegabytes, 500, Seed: 11);

        Assert.Equal(File.ReadAllBytes(ScanLog.Write(first.Path, options).Path), File.ReadAllBytes(ScanLog.Write(second.Path, options).Path));
    }

    [Fact]
    public void A_few_records_come_twice_and_a_few_come_late()
    {
        using var folder = new TemporaryFolder();

        var records = Records(ScanLog.Write(folder.Path, new ScanOptions(10 * ThreeMegabytes, 500)).Path);

        var ids = records.GroupBy(record => record.GetProperty("metadata").GetProperty("uid").GetString()).ToList();
        Assert.InRange(ids.Count(id => id.Count() > 1), 1, records.Count / 500);
        var times = records.ConvertAll(record => record.GetProperty("time").GetInt64());
        Assert.InRange(times.Zip(times.Skip(1)).Count(pair => pair.Second < pair.First), 1, records.Count / 10);
    }

    [Fact]
    public void Distinct_resources_never_repeat()
    {
        using var folder = new TemporaryFolder();

        var records = Records(ScanLog.Write(folder.Path, new ScanOptions(ThreeMegabytes, 500, Distinct.Resources)).Path);

        var resources = Unique(records).Where(record => record.TryGetProperty("resources", out _)).Select(record => record.GetProperty("resources")[0].GetProperty("uid").GetString()).ToList();
        Assert.NotEmpty(resources);
        Assert.Equal(resources.Count, resources.Distinct().Count());
    }

    [Fact]
    public void Distinct_principals_are_the_vendors_and_in_no_list()
    {
        using var folder = new TemporaryFolder();

        var records = Records(ScanLog.Write(folder.Path, new ScanOptions(ThreeMegabytes, 500, Distinct.Principals)).Path);

        var accounts = Unique(records).Select(record => record.GetProperty("actor").GetProperty("user").GetProperty("name").GetString()!).ToList();
        Assert.Equal(accounts.Count, accounts.Distinct().Count());
        Assert.All(accounts, account => Assert.EndsWith("@acme-bpo.example", account, StringComparison.Ordinal));
        Assert.Empty(accounts.Intersect(File.ReadLines(Path.Combine(folder.Path, "accounts.csv")).Select(row => row.Split(',')[0])));
    }

    private static List<JsonElement> Records(string path) => [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<JsonElement> Unique(List<JsonElement> records) =>
        records.DistinctBy(record => record.GetProperty("metadata").GetProperty("uid").GetString());

    private static string? Action(JsonElement record) =>
        record.TryGetProperty("api", out var api) ? api.GetProperty("operation").GetString() : record.GetProperty("activity_id").GetInt32() == 1 ? "signin" : "signout";
}
