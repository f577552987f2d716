using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Compliance.Functions.Tests.Service;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>Receivers of another kind than the story's: over gRPC, and such as do not answer.</summary>
public sealed class ReceiverTroubleTests
{
    private const int Requests = 200;

    [SkippableFact]
    public async Task A_collector_is_told_over_gRPC_as_well()
    {
        await using var collector = await OtlpReceiver.StartAsync(HttpProtocols.Http2);
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, collector.Settings("grpc"));
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
        await ServiceProcess.UntilAsync(() => collector.Spans.Any(span => span.Name == "Live") && collector.Sum("faas.invocations", ("faas.name", "Live")) == 1);
    }

    [SkippableFact]
    public async Task A_collector_that_does_not_answer_neither_slows_nor_fails_a_request() => await HoldsAsync("OTEL_EXPORTER_OTLP_ENDPOINT", address => address);

    [SkippableFact]
    public async Task Application_Insights_without_an_answer_neither_slows_nor_fails_a_request() =>
        await HoldsAsync("APPLICATIONINSIGHTS_CONNECTION_STRING", address => $"InstrumentationKey=5f5b9c3e-7f0c-4f4e-9d0a-0b1c2d3e4f50;IngestionEndpoint={address}/");

    [SkippableFact]
    public async Task A_receiver_that_is_not_there_is_no_trouble_of_the_service()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));
        await new SmallVendor("untold").UploadAsync(service);
        Assert.Equal("Succeeded", (await service.AuditAsync("untold"))["status"]!.GetValue<string>());
    }

    // More spans than are kept for a receiver, while it takes connections and says nothing.
    private static async Task HoldsAsync(string setting, Func<string, string> value)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(
            folder.Path, (setting, value($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}")), ("OTEL_METRIC_EXPORT_INTERVAL", "100"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BSP_MAX_QUEUE_SIZE", "64"), ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "32"));
        await new SmallVendor("untold").UploadAsync(service);
        Assert.Equal("Succeeded", (await service.AuditAsync("untold"))["status"]!.GetValue<string>());
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < Requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(200, (await service.GetAsync("health/live")).Status);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
        }
        // The exporter waits ten seconds for an answer; a request that waited with it would show.
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"{slowest}");
    }
}
