namespace Microsoft.Azure.Functions.Worker;

/// <summary>One parameter of a function's method.</summary>
/// <param name="name">As declared.</param>
/// <param name="type">As declared.</param>
public class FunctionParameter(string name, Type type)
{
    /// <summary>As declared.</summary>
    public string Name { get; } = name;

    /// <summary>As declared.</summary>
    public Type Type { get; } = type;
}
