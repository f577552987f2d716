using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Compliance.Collection;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Transit;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Functions;

/// <summary>What the functions are made of. Everything is made when first asked for: the start does no I/O.</summary>
internal static class Composition
{
    public static void AddAuditing(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Store.Open(options.Store));
        services.AddSingleton(_ => new VendorFolders(options.VendorFolders));
        services.AddSingleton<IEvidenceStore>(provider => new VendorEvidence(EvidenceStore.Open(options.EvidenceStore), provider.GetRequiredService<VendorFolders>()));
        services.AddSingleton(_ => Secrets(options));
        services.AddSingleton(provider => new VendorKeys(provider.GetRequiredService<SecretClient>(), provider.GetRequiredService<Store>().Vendors));
        services.AddSingleton<AuditJournal>();
        services.AddSingleton<VendorJournal>();
        services.AddSingleton<KnownVendors>();
        services.AddSingleton<AuditOrders>();
        services.AddSingleton(_ => new LiveEvidence(() => new DefaultAzureCredential(), ProbeLimits.Default, TimeProvider.System));
        services.AddSingleton<AuditEvidence>();
        services.AddSingleton<AuditDelivery>();
        services.AddIncidents(options);
        services.AddSingleton<Dependencies>();
        services.AddSingleton<ContractFiles>();
        services.AddSingleton<Announcement>();
        services.AddSingleton<Caller>();
        services.AddSingleton<Answer>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = EvidenceLimits.MaxBytes);
    }

    private static SecretClient Secrets(ServiceOptions options) =>
        options.KeyVaultUri is { } vault ? new SecretClient(vault, new DefaultAzureCredential()) : new LocalSecretClient(options.SecretFile);
}
