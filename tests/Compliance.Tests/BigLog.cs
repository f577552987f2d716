using Compliance.Events;
using Compliance.Evidence;
using NodaTime;

namespace Compliance.Tests;

/// <summary>A log of as many events as a test asks for, one a second, none of which is held.</summary>
internal static class BigLog
{
    private static readonly LogSource Source = new(0, "logs/big.ndjson", "ndjson", Entry: null, MapsCase: false);
    private static readonly long Begin = Instant.FromUtc(2026, 3, 2, 8, 0).ToUnixTimeTicks();

    /// <summary>Makes an event, without its time and its place in the log.</summary>
    public delegate AccessEvent Making(int number);

    public static LogsRead Read(IEventSink sink, int events, Making make)
    {
        sink.Begin(Source);
        for (var i = 0; i < events; i++)
        {
            var e = make(i);
            (e.Record, e.Time) = (i + 1, Begin + i * TimeSpan.TicksPerSecond);
            sink.Accept(in e);
        }
        return new LogsRead([Summary(events)], []);
    }

    private static SourceSummary Summary(int events) => new()
    {
        Source = Source.Path,
        Format = Source.Format,
        Method = "folder",
        Sha256 = "",
        Bytes = 0,
        Records = events,
        Accepted = events,
    };
}
