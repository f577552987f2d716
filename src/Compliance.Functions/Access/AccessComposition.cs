using Compliance.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compliance.Functions.Access;

/// <summary>What decides who may do what is made of.</summary>
internal static class AccessComposition
{
    public static void AddAccess(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<CallJournal>();
        services.AddSingleton(provider => Tokens(provider, options.SignIn));
        services.AddSingleton<Caller>();
        services.AddSingleton<RefusedCalls>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusedCalls>());
        services.AddSingleton<Gate>();
        services.AddSingleton<FindingViews>();
        services.AddSingleton<VendorUploads>();
    }

    private static BearerTokens Tokens(IServiceProvider provider, SignInOptions options)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var keys = options.TokenAuthority is { } authority ? new AuthorityKeys(authority, clock, provider.GetRequiredService<ILogger<AuthorityKeys>>()) : null;
        return new(options, keys, clock);
    }
}
