namespace Compliance.Functions.Tests.App;

/// <summary>A scoped service: one an invocation.</summary>
public sealed class Visit
{
    public Guid Id { get; } = Guid.NewGuid();
}
