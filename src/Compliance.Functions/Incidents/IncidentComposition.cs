using Compliance.Collection;
using Compliance.Delivery;
using Compliance.Handling;
using Compliance.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Compliance.Functions.Incidents;

/// <summary>What the functions on incidents are made of.</summary>
internal static class IncidentComposition
{
    public static void AddIncidents(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<IncidentJournal>();
        services.AddSingleton<OverdueClocks>();
        services.AddSingleton<DecidedRevocations>();
        services.AddSingleton<CompanyFile>();
        services.AddSingleton<CompanyPlaybooks>();
        services.AddSingleton<IContracts, ServiceContracts>();
        services.AddSingleton<NoticeTexts>();
        services.AddSingleton<IncidentWork>();
        services.AddSingleton(_ => new IncidentMessages(options.HostName is { } host ? new Uri($"https://{host}/api/") : null));
        services.AddSingleton(_ => new ChannelSender(DeliveryOptions.Default, TimeProvider.System));
        services.AddSingleton<IncidentDeliveries>();
        services.AddSingleton<IncidentAdvance>();
        services.AddSingleton<SuspicionOpening>();
        services.AddSingleton<IncidentRounds>();
        services.AddSingleton<IncidentView>();
        services.AddSingleton<IncidentActs>();
    }
}
