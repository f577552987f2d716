using System.Collections;
using System.Reflection;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Queues;
using Compliance.Local.FunctionsWorker.Timers;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Compliance.Local.FunctionsWorker.Discovery;

/// <summary>The functions of an assembly, in the order of their names.</summary>
internal sealed class FunctionCatalog : IReadOnlyCollection<AppFunction>
{
    private readonly Dictionary<string, AppFunction> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration _settings;
    private readonly HostJson _hostJson;

    /// <exception cref="StartupError">Names every function that cannot be run, and why.</exception>
    public FunctionCatalog(HostParts parts, HostJson hostJson, IConfiguration settings)
    {
        _settings = settings;
        _hostJson = hostJson;
        var errors = new List<string>();
        foreach (var (type, method, name) in Declared(parts.Application))
        {
            try
            {
                var function = Read(type, method, name);
                if (function.Trigger is RequestTrigger && !parts.AspNetCore)
                    throw new StartupError($"function `{name}` is triggered by HTTP; call ConfigureFunctionsWebApplication() on the builder");
                if (!_byName.TryAdd(name, function))
                    throw new StartupError($"function `{name}` is declared twice: {_byName[name].Definition.EntryPoint} and {function.Definition.EntryPoint}");
            }
            catch (StartupError wrong)
            {
                errors.Add(wrong.Message);
            }
        }

        if (errors.Count > 0)
            throw new StartupError(string.Join(Environment.NewLine, errors));
    }

    public int Count => _byName.Count;

    public AppFunction? Find(string name) => _byName.GetValueOrDefault(name);

    public IEnumerator<AppFunction> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static IEnumerable<(Type Type, MethodInfo Method, string Name)> Declared(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        orderby function.Name
        select (type, method, function.Name);

    private AppFunction Read(Type type, MethodInfo method, string name)
    {
        var triggers = method.GetParameters()
            .Select(parameter => (Name: parameter.Name!, Attribute: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(parameter => parameter.Attribute is not null)
            .ToList();
        if (triggers is not [var (parameterName, attribute)])
            throw new StartupError($"function `{name}` has {triggers.Count} triggers; expected one parameter with HttpTrigger, TimerTrigger or QueueTrigger");
        Trigger trigger = attribute switch
        {
            HttpTriggerAttribute http => Request(http, name),
            TimerTriggerAttribute timer => Schedule(timer, name),
            QueueTriggerAttribute queue => new MessageTrigger(QueueName(queue.QueueName, $"the queue of function `{name}`")),
            _ => throw new StartupError($"function `{name}`: {attribute!.GetType().Name} is not known to this host"),
        };
        var returns = new ReturnValue(method, queue => QueueName(queue, $"an output queue of function `{name}`"));
        var definition = new DeclaredFunction(
            name,
            method,
            new DeclaredBinding(parameterName, trigger.Type, BindingDirection.In),
            returns.OutputNames.Select(output => new DeclaredBinding(output, "queue", BindingDirection.Out)));
        return new AppFunction(definition, type, method, trigger)
        {
            Arguments = [.. method.GetParameters().Select(parameter => Argument.For(parameter, trigger, name))],
            Returns = returns,
            // The second form is what an environment whose names have no full stops makes of `__`.
            IsDisabled = SettingValue.Flag(_settings, $"AzureWebJobs.{name}.Disabled") || SettingValue.Flag(_settings, $"AzureWebJobs:{name}:Disabled"),
        };
    }

    private RequestTrigger Request(HttpTriggerAttribute http, string name)
    {
        var below = SettingReferences.Resolve(_settings, http.Route ?? name, $"the route of function `{name}`").Trim('/');
        var route = _hostJson.RoutePrefix.Length == 0 ? below : $"{_hostJson.RoutePrefix}/{below}";
        if (route.Split('/')[0] is "admin" or "runtime")
            throw new StartupError($"function `{name}`: the route `{route}` belongs to the host; choose one that does not begin with `admin` or `runtime`");
        try
        {
            RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException wrong)
        {
            throw new StartupError($"function `{name}`: the route `{route}` is not a route template: {wrong.Message}");
        }

        return new RequestTrigger([.. (http.Methods ?? []).Select(method => method.ToUpperInvariant())], route, http.AuthLevel);
    }

    private ScheduleTrigger Schedule(TimerTriggerAttribute timer, string name)
    {
        var owner = $"the timer schedule of function `{name}`";
        var schedule = TimerSchedule.Parse(SettingReferences.Resolve(_settings, timer.Schedule, owner), owner);
        return new ScheduleTrigger(schedule, timer.RunOnStartup, timer.UseMonitor);
    }

    private string QueueName(string written, string owner)
    {
        var name = SettingReferences.Resolve(_settings, written, owner);
        return QueueStore.IsQueueName(name)
            ? name
            : throw new StartupError($"{owner} is `{name}`, expected 3–63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit");
    }
}
