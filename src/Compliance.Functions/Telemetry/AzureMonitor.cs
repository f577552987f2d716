using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;

namespace Compliance.Functions.Telemetry;

/// <summary>Sends telemetry to Application Insights: only what TELEMETRY.md says, nothing that the exporter would gather by itself, nothing to this machine's disk.</summary>
internal static class AzureMonitor
{
    /// <param name="transport">Null: the network.</param>
    public static void Add(IOpenTelemetryBuilder telemetry, string connection, TokenCredential credential, HttpPipelineTransport? transport = null)
    {
        telemetry.WithTracing(traces => traces.AddAzureMonitorTraceExporter(Configure, credential));
        telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter(Configure, credential));
        telemetry.WithLogging(logs => logs.AddAzureMonitorLogExporter(Configure, credential));

        void Configure(AzureMonitorExporterOptions exporter)
        {
            exporter.ConnectionString = connection;
            exporter.DisableOfflineStorage = true;
            exporter.EnableLiveMetrics = false;
            exporter.EnablePerformanceCounters = false;
            exporter.EnableStandardMetrics = false;
            exporter.EnableTraceBasedLogsSampler = false;
            exporter.SamplingRatio = 1;
            exporter.TracesPerSecond = null;
            if (transport is not null) exporter.Transport = transport;
        }
    }
}
