using Compliance.Functions.Incidents;
using Compliance.Incidents;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Tests.Telemetry;

/// <summary>What the log says when a machine opens a case.</summary>
public sealed class OpenedCaseLogTests
{
    [Theory]
    [InlineData(Stage.Suspicion, LogLevel.Warning, "A suspicion was opened: incident `20260301-trail-broken` of `acme-bpo`")]
    [InlineData(Stage.Draft, LogLevel.Information, "A draft was opened: incident `20260301-trail-broken` of `acme-bpo`; all that was found is more than 30 days old, and no clock runs until a person goes on with it")]
    public void A_case_is_called_what_it_was_opened_as(Stage stage, LogLevel level, string said)
    {
        var lines = new Lines();
        IncidentLog.Opened(lines, "acme-bpo", Suspicions.OfBrokenTrail(Instant.FromUtc(2026, 3, 1, 9, 0)) with { Stage = stage });
        Assert.Equal((level, said), Assert.Single(lines.Written));
    }

    private sealed class Lines : ILogger
    {
        public List<(LogLevel Level, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Add((logLevel, formatter(state, exception)));
    }
}
