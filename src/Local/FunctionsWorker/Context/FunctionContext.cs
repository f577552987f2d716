namespace Microsoft.Azure.Functions.Worker;

/// <summary>Everything about one invocation of one function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Stable for the function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace this invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger supplied beside its value: route values, or a message's id and dequeue count.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>The retry under way; null where the function has no retry policy.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What middleware and the function hand to one another.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host offers for this invocation, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Signalled when the caller is gone, the function's time is up, a message's lease is lost, or the host stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
