using System.Net;
using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Http;
using Compliance.Local.FunctionsWorker.Invocation;
using Compliance.Local.FunctionsWorker.Queues;
using Compliance.Local.FunctionsWorker.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>The parts of the host, as services beside the application's own.</summary>
internal static class HostServices
{
    public static void Add(WebApplicationBuilder builder, HostParts parts)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(parts);
        services.AddSingleton(parts.HostJson);
        services.AddSingleton(provider => HostSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<FunctionCatalog>();
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton<EmbeddedFile>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton<TimerStore>();
        services.AddSingleton<HandFiring>();
        services.AddSingleton<TriggerListeners>();
        AddWeb(services);
        AddLogging(builder, parts.HostJson.LogLevels);
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.AddSingleton<FunctionKeys>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<RequestFunctions>();
        services.AddSingleton<AdminEndpoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, MethodPolicy>());
        services.AddRouting();
        services.AddMvcCore();
        // A page of another site can make its own name point to 127.0.0.1; its requests still carry that name.
        services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"];
            options.AllowEmptyHosts = false;
        });
        services.AddOptions<KestrelServerOptions>().Configure<HostSettings>((kestrel, settings) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.BodyLimit;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });
    }

    private static void AddLogging(WebApplicationBuilder builder, IReadOnlyDictionary<string, LogLevel> levels)
    {
        // Standard output is for the listing and for what the application itself prints.
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss.fff'Z' ";
            console.ColorBehavior = Console.IsErrorRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? LoggerColorBehavior.Disabled
                : LoggerColorBehavior.Default;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        foreach (var (category, level) in levels)
        {
            if (category.Equals("default", StringComparison.OrdinalIgnoreCase))
                builder.Logging.SetMinimumLevel(level);
            else
                builder.Logging.AddFilter(category, level);
        }
    }
}
