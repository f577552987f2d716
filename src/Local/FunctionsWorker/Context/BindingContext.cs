namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a trigger supplies beside its value.</summary>
public abstract class BindingContext
{
    /// <summary>By name, in any letter case. Values are text, also where they stand for numbers (<c>DequeueCount</c>).</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
