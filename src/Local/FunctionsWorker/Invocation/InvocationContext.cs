using System.Collections;
using System.Diagnostics;
using Compliance.Local.FunctionsWorker.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Local.FunctionsWorker.Invocation;

/// <summary>One invocation, from its trigger to its outputs.</summary>
internal sealed class InvocationContext(AppFunction function, IServiceProvider services, CancellationToken cancelled) : FunctionContext
{
    private readonly SuppliedData _data = new();

    public AppFunction Function { get; } = function;

    /// <summary>What the function returned, awaited.</summary>
    public object? Result { get; set; }

    /// <summary>What started it, for the log.</summary>
    public required string Reason { get; init; }

    public IDictionary<string, object?> Supplied => _data.Values;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override BindingContext BindingContext => _data;

    public override TraceContext TraceContext { get; } = new CurrentTrace();

    // The official worker has none either where the function carries no retry attribute.
    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new FeaturesByType();

    public override CancellationToken CancellationToken { get; } = cancelled;

    private sealed class SuppliedData : BindingContext
    {
        public Dictionary<string, object?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override IReadOnlyDictionary<string, object?> BindingData => Values;
    }

    private sealed class CurrentTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? "";

        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
    }

    private sealed class FeaturesByType : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> _features = [];

        public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public void Set<T>(T instance) => _features[typeof(T)] = instance!;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
