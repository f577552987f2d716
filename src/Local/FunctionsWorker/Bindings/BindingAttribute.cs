namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>What ties a parameter, property or return value to something outside the function.</summary>
public abstract class BindingAttribute : Attribute;

/// <summary>A binding that starts the function; each function has exactly one.</summary>
public abstract class TriggerBindingAttribute : BindingAttribute;

/// <summary>A binding through which a result leaves the function.</summary>
public abstract class OutputBindingAttribute : BindingAttribute;
