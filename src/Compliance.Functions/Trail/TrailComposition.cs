using Compliance.Checking;
using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Secrets;
using Compliance.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Functions.Trail;

/// <summary>What the functions on trails are made of.</summary>
internal static class TrailComposition
{
    public static void AddTrails(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(provider => new TrailCheck(provider.GetRequiredService<Store>(), provider.GetRequiredService<ICheckpointArchive>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TrailProving>();
        services.AddSingleton<TrailFindings>();
        services.AddSingleton(provider => Exporting(provider, options));
        services.AddSingleton<TrailAlarm>();
        services.AddSingleton<TrailRounds>();
        services.AddSingleton<TrailDecisions>();
        services.AddSingleton<TrailResumption>();
        services.AddSingleton<TrailDownloads>();
    }

    // Beside an embedded store this process holds the key, and signs what it exports; elsewhere SignCheckpoints alone does.
    private static TrailExporting Exporting(IServiceProvider provider, ServiceOptions options)
    {
        var signing = options.IsEmbedded ? provider.GetRequiredService<CheckpointSigning>() : null;
        return new(provider.GetRequiredService<Store>(), provider.GetRequiredService<VendorKeys>(), signing is null ? null : signing.RunAsync, provider.GetRequiredService<TimeProvider>());
    }
}
