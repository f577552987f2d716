using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Discovery;

/// <summary>Takes apart what a function returns: the answer to the request, and what goes to queues.</summary>
internal sealed class ReturnValue
{
    private readonly MethodInfo _method;
    private readonly PropertyInfo? _answer;
    private readonly List<(string Name, string Queue, Func<object, object?> Read)> _outputs;

    /// <param name="method">The function.</param>
    /// <param name="queueName">Resolves and checks a queue's name.</param>
    public ReturnValue(MethodInfo method, Func<string, string> queueName)
    {
        _method = method;
        var properties = Unwrap(method.ReturnType).GetProperties(BindingFlags.Public | BindingFlags.Instance);
        _answer = properties.SingleOrDefault(property => property.IsDefined(typeof(HttpResultAttribute)));
        var outputs = properties
            .Where(property => property.IsDefined(typeof(QueueOutputAttribute)))
            .Select(property => (property.Name, queueName(property.GetCustomAttribute<QueueOutputAttribute>()!.QueueName), (Func<object, object?>)property.GetValue))
            .ToList();
        if (method.GetCustomAttribute<QueueOutputAttribute>() is { } whole)
            outputs.Add(("$return", queueName(whole.QueueName), result => result));
        _outputs = outputs;
    }

    public IEnumerable<string> OutputNames => _outputs.Select(output => output.Name);

    /// <summary>Awaits what the method returned, if it can be awaited.</summary>
    public async Task<object?> AwaitAsync(object? returned)
    {
        var type = _method.ReturnType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = type.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null);
        else if (returned is ValueTask pending)
            returned = pending.AsTask();
        if (returned is not Task task)
            return returned;
        await task;
        return Unwrap(type) == typeof(void) ? null : task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task);
    }

    /// <summary>What answers the request; null where the whole result is for a queue.</summary>
    public object? Answer(object? result)
    {
        if (result is not null && _answer is not null)
            return _answer.GetValue(result);
        return _outputs.Count == 0 ? result : null;
    }

    /// <summary>What goes to queues.</summary>
    public IEnumerable<(string Queue, object Value)> Outputs(object? result)
    {
        if (result is null)
            yield break;
        foreach (var (_, queue, read) in _outputs)
        {
            if (read(result) is { } value)
                yield return (queue, value);
        }
    }

    private static Type Unwrap(Type type)
    {
        if (type == typeof(Task) || type == typeof(ValueTask))
            return typeof(void);
        return type.IsGenericType && type.GetGenericTypeDefinition() is var generic && (generic == typeof(Task<>) || generic == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }
}
