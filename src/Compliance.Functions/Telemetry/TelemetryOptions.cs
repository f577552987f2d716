using Microsoft.Extensions.Configuration;
using static Compliance.Functions.SettingText;

namespace Compliance.Functions.Telemetry;

/// <summary>Where telemetry goes: the standard variables of OpenTelemetry and of Application Insights. Without one of the two addresses no span is
/// made and nothing is counted for anybody.</summary>
public sealed record TelemetryOptions
{
    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: address of a collector, http or https. Default: none. Further variables of OpenTelemetry
    /// (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c> …) are read by its own library.</summary>
    public Uri? Collector { get; init; }

    /// <summary><c>APPLICATIONINSIGHTS_CONNECTION_STRING</c>: of an Application Insights resource; the service signs in as itself. Default: none.</summary>
    public string? ApplicationInsights { get; init; }

    /// <summary>Whether anybody is told anything. <c>OTEL_SDK_DISABLED=true</c> says no, whatever else is set.</summary>
    public bool IsOn => Collector is not null || ApplicationInsights is not null;

    /// <param name="problems">Gets what cannot be used, one a setting, by its name and never with its value: a connection string is not for a log.</param>
    public static TelemetryOptions Read(IConfiguration settings, List<string> problems)
    {
        if (string.Equals(Text(settings, "OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)) return new();
        if (Text(settings, "OTEL_EXPORTER_OTLP_PROTOCOL") is not null and not ("grpc" or "http/protobuf"))
            problems.Add("setting `OTEL_EXPORTER_OTLP_PROTOCOL`: expected `grpc` or `http/protobuf`");
        return new() { Collector = CollectorOf(settings, problems), ApplicationInsights = ConnectionOf(settings, problems) };
    }

    private static Uri? CollectorOf(IConfiguration settings, List<string> problems)
    {
        if (Text(settings, "OTEL_EXPORTER_OTLP_ENDPOINT") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)) return address;
        problems.Add("setting `OTEL_EXPORTER_OTLP_ENDPOINT`: expected an address such as https://collector.example.com:4317");
        return null;
    }

    private static string? ConnectionOf(IConfiguration settings, List<string> problems)
    {
        if (Text(settings, "APPLICATIONINSIGHTS_CONNECTION_STRING") is not { } text) return null;
        if (text.Split(';').Any(part => part.Trim().StartsWith("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))) return text;
        problems.Add("setting `APPLICATIONINSIGHTS_CONNECTION_STRING`: expected a connection string such as InstrumentationKey=…;IngestionEndpoint=https://…");
        return null;
    }
}
