using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>
/// The part of host.json that has a meaning here. Any key can be overridden by an environment variable <c>AzureFunctionsJobHost__path__to__key</c>.
/// </summary>
internal sealed record HostJson
{
    /// <summary>First segment of every route. Default <c>api</c>; may be empty.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>HTTP functions running at one time; more wait. Default and -1: without limit.</summary>
    public int? MaxConcurrentRequests { get; init; }

    /// <summary>HTTP functions running or waiting; more are refused with 429. Default and -1: without limit.</summary>
    public int? MaxOutstandingRequests { get; init; }

    /// <summary>Longest run of one function. Default 30 minutes; null (written -1) without limit.</summary>
    public TimeSpan? FunctionTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public QueuesJson Queues { get; init; } = new();

    /// <summary>Lowest level logged, by category; <c>Default</c> is for the rest.</summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>As <see cref="Read(string)"/>, but defaults and an error where it throws.</summary>
    public static HostJson Read(string directory, out StartupError? error)
    {
        error = null;
        try
        {
            return Read(directory);
        }
        catch (StartupError wrong)
        {
            error = wrong;
            return new HostJson();
        }
    }

    /// <exception cref="StartupError">The file is missing or not JSON, or a value is not of its kind or out of its range.</exception>
    private static HostJson Read(string directory)
    {
        var file = Path.Combine(directory, "host.json");
        if (!File.Exists(file))
            throw new StartupError($"`{file}` is missing; it has to lie beside the application's assembly, with at least {{ \"version\": \"2.0\" }}");
        IConfiguration json;
        try
        {
            json = new ConfigurationBuilder().AddJsonFile(file).AddEnvironmentVariables("AzureFunctionsJobHost__").Build();
        }
        catch (InvalidDataException broken)
        {
            throw new StartupError($"`{file}` is not JSON: {broken.InnerException?.Message ?? broken.Message}");
        }

        if (json["version"] != "2.0")
            throw new StartupError($"`{file}`: `version` is `{json["version"]}`, expected \"2.0\"");
        var http = json.GetSection("extensions:http");
        var levels = json.GetSection("logging:logLevel");
        return new HostJson
        {
            RoutePrefix = (http["routePrefix"] ?? "api").Trim('/'),
            MaxConcurrentRequests = Limit(http, "maxConcurrentRequests"),
            MaxOutstandingRequests = Limit(http, "maxOutstandingRequests"),
            FunctionTimeout = json["functionTimeout"] is "-1" ? null : SettingValue.Span(json, "functionTimeout", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1)),
            Queues = QueuesJson.Read(json.GetSection("extensions:queues")),
            LogLevels = levels.GetChildren().ToDictionary(level => level.Key, level => SettingValue.OneOf<LogLevel>(levels, level.Key), StringComparer.OrdinalIgnoreCase),
        };
    }

    private static int? Limit(IConfigurationSection section, string key) =>
        SettingValue.Whole(section, key, absent: -1, least: -1, most: int.MaxValue) is var value && value > 0 ? value : null;
}
