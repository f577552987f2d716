using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Discovery;

/// <summary>A function of the application, its settings resolved, ready to be invoked.</summary>
internal sealed record AppFunction(DeclaredFunction Definition, Type Class, MethodInfo Method, Trigger Trigger)
{
    public string Name => Definition.Name;

    /// <summary>What each parameter takes from an invocation, in order.</summary>
    public required IReadOnlyList<Func<FunctionContext, object?>> Arguments { get; init; }

    public required ReturnValue Returns { get; init; }

    /// <summary>Nothing triggers it; a timer or queue function can still be fired by hand.</summary>
    public bool IsDisabled { get; init; }
}

/// <summary>What starts a function.</summary>
internal abstract record Trigger(string Type);

/// <param name="Methods">Upper case; empty: all.</param>
/// <param name="Route">With the route prefix.</param>
/// <param name="Level">The key asked for.</param>
internal sealed record RequestTrigger(IReadOnlyList<string> Methods, string Route, AuthorizationLevel Level) : Trigger("httpTrigger");

internal sealed record ScheduleTrigger(Timers.TimerSchedule Schedule, bool RunOnStartup, bool UseMonitor) : Trigger("timerTrigger");

internal sealed record MessageTrigger(string Queue) : Trigger("queueTrigger");
