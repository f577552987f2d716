using Compliance.Handling;
using Compliance.Publishing;
using Compliance.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Functions.Signing;

/// <summary>What the signing of checkpoints is made of.</summary>
internal static class SigningComposition
{
    public static void AddSigning(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(_ => CheckpointKeys.Open(options.CheckpointKey, options.CheckpointKeyFile, options.TrailOrigin));
        services.AddSingleton(provider => new CheckpointSigning(
            provider.GetRequiredService<Storage.Store>(), provider.GetRequiredService<CheckpointKeys>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ICheckpointArchive>()));
        services.AddSingleton(_ => CheckpointArchive.Open(options.ArchiveConnection));
        services.AddSingleton<PublishedRows>();
        services.AddSingleton(_ => TimestampAuthority.Reach(options.TimestampAuthorityPrivate, TimeProvider.System));
        services.AddSingleton(provider => new CheckpointStamping(
            provider.GetRequiredService<PublishedRows>(), provider.GetRequiredService<ICheckpointArchive>(),
            options.TimestampAuthority is { } address ? new TimestampAuthority(address, provider.GetRequiredService<Delivery.Exchange>()) : null,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CheckpointWitnesses>();
        services.AddSingleton<CheckpointPublishing>();
        services.AddSingleton<SigningRounds>();
    }
}
