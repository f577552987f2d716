using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Everything an audit depends on.</summary>
/// <param name="Sources">In reading order; <see cref="LogSource.Index"/> is the position.</param>
/// <param name="Events">What could be read, in any order.</param>
/// <param name="Rejected">What could not.</param>
public sealed record World(
    VendorRecord Record,
    IReadOnlyList<LogSource> Sources,
    IReadOnlyList<NaiveEvent> Events,
    IReadOnlyList<RejectedRecord> Rejected,
    Instant? From,
    Instant? To)
{
    /// <summary>A small world in which every rule is violated now and then; the same for the same seed.</summary>
    public static World Make(int seed) => new WorldBuilder(seed).Build();

    public void Feed(IEventSink sink) => EvidenceFeed.Feed(sink, Sources, Events, Rejected);
}

/// <summary>An implementation of the definitions: the naive second reading, or the engine.</summary>
public interface IAuditUnderTest
{
    NaiveResult Audit(World world);
}
