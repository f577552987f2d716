using System.Reflection;
using System.Text.Json;
using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Compliance.Local.FunctionsWorker.Discovery;

/// <summary>What a parameter takes from an invocation. What cannot be bound is refused at start, not at the first request.</summary>
internal static class Argument
{
    /// <summary>As the official worker reads and writes objects in messages.</summary>
    public static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="StartupError">Nothing binds to a parameter of this type.</exception>
    public static Func<FunctionContext, object?> For(ParameterInfo parameter, Trigger trigger, string function)
    {
        var type = parameter.ParameterType;
        if (type == typeof(CancellationToken))
            return context => context.CancellationToken;
        if (type == typeof(FunctionContext))
            return context => context;
        if (parameter.GetCustomAttribute<TriggerBindingAttribute>() is not null)
            return ForTrigger(type, trigger) ?? throw Unbound(parameter, function, Expected(trigger));
        if (trigger is RequestTrigger request && type == typeof(string))
            return RouteValue(parameter, request, function);
        throw Unbound(parameter, function, "the trigger, a route value (string), CancellationToken or FunctionContext");
    }

    private static Func<FunctionContext, object?>? ForTrigger(Type type, Trigger trigger) => trigger switch
    {
        RequestTrigger when type == typeof(HttpRequest) => context => context.GetHttpContext()!.Request,
        ScheduleTrigger when type == typeof(TimerInfo) => context => context.Features.Get<TimerInfo>(),
        MessageTrigger when type == typeof(string) => context => Body(context).ToString(),
        MessageTrigger when type == typeof(BinaryData) => Body,
        MessageTrigger when type == typeof(byte[]) => context => Body(context).ToArray(),
        MessageTrigger => context => JsonSerializer.Deserialize(Body(context), type, Json),
        _ => null,
    };

    private static BinaryData Body(FunctionContext context) => context.Features.Get<QueueMessage>()!.Body;

    private static Func<FunctionContext, object?> RouteValue(ParameterInfo parameter, RequestTrigger request, string function)
    {
        var name = parameter.Name!;
        if (RoutePatternFactory.Parse(request.Route).GetParameter(name) is null)
            throw Unbound(parameter, function, $"a parameter that stands in the route `{request.Route}`");
        return context => context.BindingContext.BindingData.GetValueOrDefault(name);
    }

    private static string Expected(Trigger trigger) => trigger is RequestTrigger ? nameof(HttpRequest) : nameof(TimerInfo);

    private static StartupError Unbound(ParameterInfo parameter, string function, string expected) =>
        new($"function `{function}`: nothing binds to parameter `{parameter.ParameterType.Name} {parameter.Name}`; expected {expected}");
}
