namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method as a function. The name is the function's identity in routes, listings, logs and the admin interface: once per application.</summary>
/// <param name="name">Letters, digits, hyphens and underscores, beginning with a letter.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
