using System.Reflection;
using Compliance.Local.FunctionsWorker.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Configures a Functions application: its settings, services, logging and middleware.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly Assembly _application;
    private readonly string _directory;
    private readonly StartupError? _unreadableSettings;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _aspNetCore;

    internal FunctionsApplicationBuilder(string[] args, Assembly application)
    {
        _application = application;
        _directory = ApplicationDirectory.Find();
        // Before the builder, which reads the environment as it is now.
        var hostSection = LocalSettings.Apply(_directory, out _unreadableSettings);
        _web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = _directory,
            ApplicationName = application.GetName().Name,
            EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
                ?? System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? Environments.Development,
        });
        _web.Configuration.Sources.Insert(0, hostSection);
    }

    /// <summary>The settings: arguments, then the environment, then the Values of local.settings.json.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>The application's logging; all of it goes to standard error.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>The application's metrics.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>Development, unless AZURE_FUNCTIONS_ENVIRONMENT says otherwise.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>What steps of the configuration hand to one another.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Replaces the container.</summary>
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Wraps every invocation; what is added first is outermost.</summary>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>The application, ready to run. What is wrong with it or its settings is said when it starts, and ends it with exit code 1.</summary>
    public IHost Build()
    {
        var hostJson = HostJson.Read(_directory, out var error);
        return FunctionsHost.Build(_web, new HostParts(_application, hostJson, _aspNetCore, _middleware, _unreadableSettings ?? error));
    }

    internal void IntegrateAspNetCore() => _aspNetCore = true;
}
