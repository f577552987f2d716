using Compliance.Identity;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Compliance.Functions.Telemetry;

/// <summary>What measures the service, and where that goes.</summary>
internal static class TelemetryComposition
{
    private const string OwnCategories = "Compliance";

    public static void AddTelemetry(this FunctionsApplicationBuilder builder, TelemetryOptions options)
    {
        builder.Services.AddSingleton<ILoggerFactory>(RedactingLoggers.Of);
        if (!options.IsOn) return;
        builder.UseMiddleware<InvocationTelemetry>();
        // Or the host would send the lines of the worker as well, with all their text.
        builder.Services.Configure<WorkerOptions>(worker => worker.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.None);
        builder.Logging.AddFilter<OpenTelemetryLoggerProvider>(OwnCategories, LogLevel.Information);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => ServiceResource.Describe(resource, builder.Configuration))
            .WithTracing(traces => Sample(traces.AddSource(Spans.Name), builder.Configuration))
            .WithMetrics(metrics => metrics.AddMeter(Spans.Name))
            .WithLogging(Lines, Form);
        if (options.ApplicationInsights is { } connection) AzureMonitor.Add(telemetry, connection, ServiceCredential.Shared);
        if (options.Collector is not null) telemetry.UseOtlpExporter();
    }

    /// <summary>Before every exporter: each sees a line as this leaves it.</summary>
    internal static void Lines(LoggerProviderBuilder logs) => logs.AddProcessor(new ExportedLog());

    internal static void Form(OpenTelemetryLoggerOptions lines) => (lines.IncludeFormattedMessage, lines.IncludeScopes, lines.ParseStateValues) = (false, false, true);

    // Whoever calls may say that his trace is not to be kept; the service's own is. The library follows the variable where it is set.
    private static void Sample(TracerProviderBuilder traces, ConfigurationManager settings)
    {
        if (string.IsNullOrWhiteSpace(settings["OTEL_TRACES_SAMPLER"])) traces.SetSampler(new AlwaysOnSampler());
    }
}
