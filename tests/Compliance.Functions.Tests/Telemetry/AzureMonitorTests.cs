using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Functions.Telemetry;
using Compliance.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>What Application Insights is sent, taken where it would leave the process.</summary>
public sealed class AzureMonitorTests
{
    private const string Connection = "InstrumentationKey=5f5b9c3e-7f0c-4f4e-9d0a-0b1c2d3e4f50;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/";

    [Fact]
    public async Task Spans_metrics_and_lines_are_sent_signed_in_and_lines_without_their_words()
    {
        var (sent, source) = (new Sent(), $"Compliance.Test.{Guid.NewGuid():N}");
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(source))
            .WithMetrics(metrics => metrics.AddMeter(Spans.Name))
            .WithLogging(TelemetryComposition.Lines, TelemetryComposition.Form);
        AzureMonitor.Add(telemetry, Connection, new Signed(), sent);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            using (var spans = new ActivitySource(source))
            using (spans.StartActivity("audit.judge")?.SetTag("compliance.vendor", "told"))
                Measures.AuditEnded(VendorId.Parse("told"), "input-refused");
            ServiceLog.StoreFailed(host.Services.GetRequiredService<ILogger<AzureMonitorTests>>(), new InvalidOperationException("Zebulon"), "Quillfeather");
            host.Services.GetRequiredService<TracerProvider>().ForceFlush();
            host.Services.GetRequiredService<MeterProvider>().ForceFlush();
            host.Services.GetRequiredService<LoggerProvider>().ForceFlush();
            await host.StopAsync();
        }
        var all = string.Join('\n', sent.Bodies);
        foreach (var promised in new[] { "audit.judge", "compliance.audits", "compliance.audit.outcome", "input-refused", "The store did not answer: {Problem}", "System.InvalidOperationException" })
            Assert.Contains(promised, all, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", all, StringComparison.Ordinal);
        Assert.All(sent.Authorizations, authorization => Assert.Equal("Bearer of-the-service", authorization));
        Assert.All(sent.Hosts, host => Assert.Equal("westeurope-5.in.applicationinsights.azure.com", host));
    }

    private sealed class Signed : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("of-the-service", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    private sealed class Sent : HttpPipelineTransport
    {
        public ConcurrentQueue<string> Bodies { get; } = new();

        public ConcurrentQueue<string> Authorizations { get; } = new();

        public ConcurrentQueue<string> Hosts { get; } = new();

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => ProcessAsync(message).AsTask().GetAwaiter().GetResult();

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            using var body = new MemoryStream();
            await message.Request.Content!.WriteToAsync(body, message.CancellationToken);
            Bodies.Enqueue(Text(body.ToArray()));
            Authorizations.Enqueue(message.Request.Headers.TryGetValue("Authorization", out var authorization) ? authorization : "");
            Hosts.Enqueue(message.Request.Uri.Host!);
            message.Response = new Accepted();
        }

        private static string Text(byte[] body)
        {
            if (body is not [0x1f, 0x8b, ..]) return Encoding.UTF8.GetString(body);
            using var text = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
            return text.ReadToEnd();
        }
    }

    private sealed class Accepted : Response
    {
        public override int Status => 200;

        public override string ReasonPhrase => "OK";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}"""));

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];
    }
}
