namespace Compliance.Functions.Tests.App;

/// <summary>The system's clock, set ahead: how a test makes the host believe that it was not running for a while.</summary>
public sealed class ClockAhead(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
