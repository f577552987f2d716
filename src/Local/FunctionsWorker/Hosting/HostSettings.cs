using Microsoft.Extensions.Configuration;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>The host's own settings, from any source of the configuration.</summary>
internal sealed record HostSettings
{
    /// <summary><c>--port</c> or <c>Host:LocalHttpPort</c>. Default 7071; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary><c>Host:EnableAuth</c>: ask for keys. Default false, as with Core Tools.</summary>
    public required bool EnableAuth { get; init; }

    /// <summary><c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>: largest body in bytes. Default 104,857,600.</summary>
    public required long BodyLimit { get; init; }

    /// <summary><c>EmbeddedQueue</c>: the file of queues and timers. Default <c>.compliance/queues.db</c> below the working directory, beside the embedded tables.</summary>
    public required string QueueFile { get; init; }

    /// <summary><c>EmbeddedQueueLease</c>: how long a message or a due timer stays with a process that no longer renews it, that is, one that was killed. Default 30 s; 1 s to 7 days.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary><c>EmbeddedKeys</c>: the file of keys. Default <c>.compliance/keys.json</c> below the working directory.</summary>
    public required string KeyFile { get; init; }

    /// <summary><c>RunAtStart</c>: names of functions fired right after the start, separated by commas.</summary>
    public required IReadOnlyList<string> RunAtStart { get; init; }

    /// <exception cref="StartupError">A value is not of its kind or out of its range.</exception>
    public static HostSettings Read(IConfiguration settings) => new()
    {
        Port = SettingValue.Whole(settings, settings["port"] is null ? "Host:LocalHttpPort" : "port", absent: 7071, least: 0, most: 65535),
        EnableAuth = SettingValue.Flag(settings, "Host:EnableAuth"),
        BodyLimit = SettingValue.Whole(settings, "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", absent: 104_857_600L, least: 0, most: long.MaxValue),
        QueueFile = Path.GetFullPath(settings["EmbeddedQueue"] ?? Path.Combine(".compliance", "queues.db")),
        Lease = SettingValue.Span(settings, "EmbeddedQueueLease", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1)),
        KeyFile = Path.GetFullPath(settings["EmbeddedKeys"] ?? Path.Combine(".compliance", "keys.json")),
        RunAtStart = (settings["RunAtStart"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };
}
