using Compliance.Functions.Telemetry;
using Microsoft.Extensions.Configuration;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>Whether anything is sent, and where.</summary>
public sealed class TelemetryOptionsTests
{
    private const string Connection = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/";

    [Fact]
    public void Without_an_address_nothing_is_sent() => Assert.False(Read().IsOn);

    [Fact]
    public void Either_address_turns_it_on()
    {
        Assert.True(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")).IsOn);
        Assert.True(Read(("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection)).IsOn);
    }

    [Fact]
    public void The_standard_switch_turns_it_off() =>
        Assert.False(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317"), ("APPLICATIONINSIGHTS_CONNECTION_STRING", Connection), ("OTEL_SDK_DISABLED", "true")).IsOn);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "4711-secret")]
    public void A_setting_that_cannot_be_used_is_named_and_not_repeated(string name, string value)
    {
        var problems = new List<string>();
        TelemetryOptions.Read(Settings((name, value)), problems);
        var problem = Assert.Single(problems);
        Assert.StartsWith($"setting `{name}`: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, problem, StringComparison.Ordinal);
    }

    private static TelemetryOptions Read(params (string Name, string Value)[] settings)
    {
        var problems = new List<string>();
        var options = TelemetryOptions.Read(Settings(settings), problems);
        Assert.Empty(problems);
        return options;
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build();
}
