using NodaTime;

namespace Compliance.Azure.Tests.Storage;

/// <summary>A clock that stands still.</summary>
internal sealed class StoppedClock(Instant at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at.ToDateTimeOffset();
}
