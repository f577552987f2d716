using Azure.Security.KeyVault.Secrets;
using Compliance.Secrets;
using Compliance.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Http;

/// <summary>What answers are made with, whatever is asked.</summary>
internal static class HttpComposition
{
    public static void AddHttp(this IServiceCollection services, ServiceOptions options)
    {
        // Before those of the host, so that what they refuse has the headers too.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, AnswerHeaders>());
        services.AddSingleton(provider => new RateLimit(options.RequestsPerMinute, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RequestOrigin>();
        services.AddSingleton(provider =>
        {
            var logger = provider.GetRequiredService<ILogger<ContinuationKey>>();
            return new ContinuationKey(
                provider.GetRequiredService<SecretClient>(), provider.GetRequiredService<Store>(), provider.GetRequiredService<TimeProvider>(), kept => ServiceLog.StoreFailed(logger, kept, kept.Message));
        });
        services.AddSingleton<Pages>();
        services.AddSingleton<OnceByKey>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = EvidenceLimits.MaxBytes;
        });
        // It writes whole addresses, and a key may stand in one as `code`.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
    }
}
