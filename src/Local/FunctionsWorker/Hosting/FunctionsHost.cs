using Compliance.Local.FunctionsWorker.Discovery;
using Compliance.Local.FunctionsWorker.Http;
using Compliance.Local.FunctionsWorker.Invocation;
using Compliance.Local.FunctionsWorker.Queues;
using Compliance.Local.FunctionsWorker.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>The running application: Kestrel, and the listeners of timers and queues.</summary>
internal sealed class FunctionsHost(WebApplication web, HostParts parts) : IHost, IAsyncDisposable
{
    private TriggerListeners? _listeners;

    public IServiceProvider Services => web.Services;

    public static FunctionsHost Build(WebApplicationBuilder builder, HostParts parts)
    {
        HostServices.Add(builder, parts);
        return new FunctionsHost(builder.Build(), parts);
    }

    /// <summary>Starts, or says on standard error what keeps it from starting and stops with exit code 1.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (parts.Error is { } error)
                throw error;
            await StartCheckedAsync(cancellationToken);
        }
        catch (StartupError wrong)
        {
            Refuse(wrong.Message);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            Refuse($"port {Services.GetRequiredService<HostSettings>().Port} is in use; choose another with `--port N`, or 0 for any that is free");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(web.StopAsync(cancellationToken), _listeners?.DrainAsync() ?? Task.CompletedTask);

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task StartCheckedAsync(CancellationToken cancel)
    {
        var settings = Services.GetRequiredService<HostSettings>();
        var catalog = Services.GetRequiredService<FunctionCatalog>();
        Services.GetRequiredService<FunctionKeys>().Prepare();
        var listeners = Services.GetRequiredService<TriggerListeners>();
        listeners.Check();

        web.UseHostFiltering();
        Services.GetRequiredService<RequestFunctions>().Map(web);
        Services.GetRequiredService<AdminEndpoints>().Map(web);
        await web.StartAsync(cancel);

        var port = new Uri(web.Urls.Single()).Port;
        Listing.Write(Console.Out, catalog, new Uri($"http://localhost:{port}/"), settings);
        _listeners = listeners;
        listeners.Start();
    }

    private void Refuse(string message)
    {
        Console.Error.WriteLine(message);
        Environment.ExitCode = 1;
        web.Lifetime.StopApplication();
    }
}
