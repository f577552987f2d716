using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>A collector on loopback that keeps whatever it is sent: OTLP over HTTP, or over gRPC without TLS.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const string Grpc = "/opentelemetry.proto.collector.";

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpReceiver(HttpProtocols protocols)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        _web = builder.Build();
        _web.Run(TakeAsync);
    }

    public string Address => _web.Urls.Single();

    /// <summary>Everything as it came, one request each.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. _received.Select(request => request.Body)];

    public IReadOnlyList<ReceivedSpan> Spans => [.. Of("trace").SelectMany(body => Received.Spans(body))];

    public IReadOnlyList<ReceivedLog> Logs => [.. Of("logs").SelectMany(body => Received.Logs(body))];

    /// <summary>All points; sums are told again and again, each time from the beginning.</summary>
    public IReadOnlyList<ReceivedPoint> Points => [.. Of("metrics").SelectMany(body => Received.Points(body))];

    public IReadOnlyDictionary<string, string> Resource => Received.Resource(_received.First().Body);

    public static async Task<OtlpReceiver> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var receiver = new OtlpReceiver(protocols);
        await receiver._web.StartAsync();
        return receiver;
    }

    /// <summary>What a service needs to tell this receiver all, and soon.</summary>
    public (string Name, string Value)[] Settings(string protocol = "http/protobuf") =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
        ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
    ];

    /// <summary>The newest value of a metric, over all points with these attributes.</summary>
    public double Sum(string metric, params (string Name, string Value)[] attributes) => Points
        .Where(point => point.Metric == metric && attributes.All(attribute => point[attribute.Name] == attribute.Value))
        .GroupBy(point => string.Join(';', point.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)))
        .Sum(series => series.Max(point => point.Value));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private IEnumerable<byte[]> Of(string signal) => _received.Where(request => request.Signal == signal).Select(request => request.Body);

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var path = http.Request.Path.Value!;
        var isGrpc = path.StartsWith(Grpc, StringComparison.Ordinal);
        // `/v1/traces`, or `/opentelemetry.proto.collector.trace.v1.TraceService/Export`; a message of gRPC comes after five bytes of its own.
        _received.Enqueue(isGrpc ? (path[Grpc.Length..].Split('.')[0], body.ToArray()[5..]) : (path.Split('/')[^1] is "traces" ? "trace" : path.Split('/')[^1], body.ToArray()));
        if (!isGrpc)
        {
            http.Response.ContentType = "application/x-protobuf";
            return;
        }
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
