using Compliance.Events;
using Compliance.Evidence;

namespace Compliance.Cli;

/// <summary>Events to stdout, rejected records to stderr.</summary>
internal sealed class EventOutput(EventWriter events) : IEventSink
{
    private string _source = "";

    /// <summary>Records that could not be read.</summary>
    public long Rejected { get; private set; }

    public void Begin(LogSource source)
    {
        _source = source.Path;
        events.Begin(source);
    }

    public void Accept(in AccessEvent accessEvent) => events.Accept(accessEvent);

    public void Reject(in RejectedRecord record)
    {
        Rejected++;
        Terminal.Complain($"{_source}: record {record.Record}: {record.Reason}");
    }
}
