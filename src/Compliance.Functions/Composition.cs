using Azure.Security.KeyVault.Secrets;
using Compliance.Collection;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Functions.Signing;
using Compliance.Functions.Slicing;
using Compliance.Functions.Trail;
using Compliance.Handling;
using Compliance.Identity;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Transit;
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
        services.AddSingleton(_ => options.Slices.Store is { } slices ? SliceStore.Open(slices) : SliceStore.Beside(options.EvidenceStore));
        services.AddSingleton(_ => Secrets(options));
        services.AddSingleton(provider => new VendorKeys(provider.GetRequiredService<SecretClient>(), provider.GetRequiredService<Store>().Vendors));
        services.AddSingleton<AuditJournal>();
        services.AddSingleton<UsageRecall>();
        services.AddSingleton<VendorJournal>();
        services.AddSingleton<FindingDeciding>();
        services.AddSingleton<ReplyImporting>();
        services.AddSingleton<KnownVendors>();
        services.AddSingleton<AuditOrders>();
        services.AddSingleton(_ => new LiveEvidence(() => ServiceCredential.Shared, ProbeLimits.Default, TimeProvider.System));
        services.AddSingleton<AuditEvidence>();
        services.AddSingleton<SlicedAudit>();
        services.AddSingleton<SliceDelivery>();
        services.AddSingleton<AuditDelivery>();
        services.AddIncidents(options);
        services.AddSigning(options);
        services.AddTrails(options);
        services.AddSingleton<Dependencies>();
        services.AddSingleton<ContractFiles>();
        services.AddSingleton<Announcement>();
        services.AddAccess(options);
        services.AddSingleton<Answer>();
        services.AddSingleton<AuditReports>();
        services.AddHttp(options);
    }

    private static SecretClient Secrets(ServiceOptions options) =>
        options.KeyVaultUri is { } vault ? new SecretClient(vault, ServiceCredential.Shared) : new LocalSecretClient(options.SecretFile);
}
