using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>As many requests as a few seconds hold.</summary>
public sealed class FloodTests
{
    private const int Callers = 8;
    private const long MostGrowth = 400L << 20;
    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task A_flood_of_reads_and_orders_fails_no_request_and_memory_stays_bounded()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("RequestsPerMinute", "1000000"), ("OutstandingAudits", "100"));
        await new SmallVendor("flooded").UploadAsync(service);
        await service.AuditAsync("flooded");
        var before = service.MemoryBytes;
        var answers = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var i = 0; watch.Elapsed < Flood; i++)
            {
                var reply = await AskAsync(service, caller, i);
                // Of orders only so many may wait, and the answer says so.
                var taken = reply.Status is 200 or 202 || reply.Status == 429 && reply.Text("code") == "audits-outstanding";
                answers.AddOrUpdate(taken ? "taken" : string.Create(CultureInfo.InvariantCulture, $"{reply.Status} {reply.Body}"), 1, (_, count) => count + 1);
            }
        }));

        Assert.Equal("taken", Assert.Single(answers.Keys));
        Assert.True(answers["taken"] > 100, $"only {answers["taken"]} requests were answered");
        Assert.InRange(service.MemoryBytes - before, long.MinValue, MostGrowth);
        Assert.Equal(200, (await service.GetAsync("health/ready")).Status);
    }

    private static async Task<Reply> AskAsync(ServiceProcess service, int caller, int number)
    {
        if (number % 20 == 19)
        {
            using var body = ServiceProcess.Json(new JsonObject());
            return await service.SendAsync(HttpMethod.Post, "vendors/flooded/audits", body, ("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"{caller}-{number / 100}")));
        }
        return await service.GetAsync((number % 3) switch { 0 => "vendors/flooded/findings?maxpagesize=10", 1 => "vendors/flooded/audits", _ => "vendors/flooded" });
    }
}
