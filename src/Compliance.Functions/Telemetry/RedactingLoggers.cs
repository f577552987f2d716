using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Compliance.Functions.Telemetry;

/// <summary>The loggers of the process, for whoever writes and wherever the lines go: what passes holds no secret.</summary>
internal sealed class RedactingLoggers(ILoggerFactory inner) : ILoggerFactory
{
    public static ILoggerFactory Of(IServiceProvider services) => new RedactingLoggers(new LoggerFactory(
        services.GetServices<ILoggerProvider>(),
        services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
        services.GetRequiredService<IOptions<LoggerFactoryOptions>>(),
        services.GetService<IExternalScopeProvider>()));

    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}

/// <summary>Passes a line or a scope on as it is, or, where its text or a value of it holds a secret, without that. A line that nobody wants costs nothing.</summary>
internal sealed class RedactingLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        var text = $"{state}";
        return Redaction.IsNeeded(text) || RedactedLine.IsNeeded(state) ? inner.BeginScope(new RedactedLine(Redaction.Of(text), state)) : inner.BeginScope(state);
    }

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel)) return;
        var (text, failure) = (formatter(state, exception), exception?.ToString());
        if (!Redaction.IsNeeded(text) && !RedactedLine.IsNeeded(state) && (failure is null || !Redaction.IsNeeded(failure)))
            inner.Log(logLevel, eventId, state, exception, formatter);
        else
            inner.Log(logLevel, eventId, new RedactedLine(Redaction.Of(text), state), exception is null ? null : new RedactedFailure(exception), static (line, _) => line.Text);
    }
}

/// <summary>A line without its secrets, and its values likewise.</summary>
internal sealed class RedactedLine(string text, object? state) : List<KeyValuePair<string, object?>>(
    ValuesOf(state).Select(value => new KeyValuePair<string, object?>(value.Key, TextOf(value.Value) is { } said ? Redaction.Of(said) : value.Value)))
{
    public string Text => text;

    /// <summary>Whether a value of a line or a scope holds a secret.</summary>
    public static bool IsNeeded(object? state) => ValuesOf(state).Any(value => TextOf(value.Value) is { } said && Redaction.IsNeeded(said));

    public override string ToString() => text;

    private static IEnumerable<KeyValuePair<string, object?>> ValuesOf(object? state) => state as IEnumerable<KeyValuePair<string, object?>> ?? [];

    private static string? TextOf(object? value) => value is Uri address ? address.OriginalString : value as string;
}

/// <summary>Stands for a failure whose text holds a secret.</summary>
internal sealed class RedactedFailure(Exception failure) : Exception(Redaction.Of(failure.Message))
{
    private readonly string _text = Redaction.Of(failure.ToString());

    public string Type { get; } = failure.GetType().FullName ?? failure.GetType().Name;

    public override string ToString() => _text;
}
