using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Compliance.Functions.Telemetry;

/// <summary>What starts a function, as the conventions for functions as a service say it.</summary>
/// <param name="Kind"><c>http</c>, <c>timer</c>, <c>pubsub</c> (a queue) or <c>other</c>.</param>
/// <param name="Schedule">Of a timer: its schedule.</param>
/// <param name="Queue">Of a queue: its name.</param>
/// <param name="Route">Of HTTP: the template of its address, with names in braces where a request has values.</param>
internal sealed record Trigger(string Kind, string? Schedule = null, string? Queue = null, string? Route = null)
{
    private const string PoisonSuffix = "-poison";

    /// <summary>Of a function that nobody knows.</summary>
    public static readonly Trigger Other = new("other");

    /// <summary>The queue whose undeliverable messages end here; null: this is not such a queue.</summary>
    public string? PoisonOf => Queue is { } queue && queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) ? queue[..^PoisonSuffix.Length] : null;

    /// <summary>Of every function of this program, by its name.</summary>
    public static FrozenDictionary<string, Trigger> All(IConfiguration settings) => typeof(Trigger).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(method => (Function: method.GetCustomAttribute<FunctionAttribute>()?.Name, Trigger: Of(method, settings)))
        .Where(found => found.Function is not null)
        .ToFrozenDictionary(found => found.Function!, found => found.Trigger, StringComparer.Ordinal);

    private static Trigger Of(MethodInfo method, IConfiguration settings) => method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()).Select(attribute => attribute switch
    {
        HttpTriggerAttribute http => new Trigger("http", Route: http.Route),
        TimerTriggerAttribute timer => new Trigger("timer", Schedule: Resolved(timer.Schedule, settings)),
        QueueTriggerAttribute queue => new Trigger("pubsub", Queue: queue.QueueName),
        _ => null,
    }).FirstOrDefault(trigger => trigger is not null) ?? Other;

    // `%AuditSchedule%` is what the setting says.
    private static string Resolved(string text, IConfiguration settings) => text is ['%', .. var name, '%'] ? settings[name] ?? text : text;
}
