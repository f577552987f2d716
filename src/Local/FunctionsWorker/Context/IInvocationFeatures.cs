namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the host and middleware offer for one invocation, one instance a type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>The feature of that type, or null.</summary>
    T? Get<T>();

    /// <summary>Adds or replaces the feature of that type.</summary>
    void Set<T>(T instance);
}
