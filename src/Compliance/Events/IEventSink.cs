using Compliance.Evidence;

namespace Compliance.Events;

/// <summary>Receives what a log reader finds, in reading order: sources one after the other, records by position.</summary>
public interface IEventSink
{
    /// <summary>A source begins; what follows is of it until the next begins.</summary>
    void Begin(LogSource source);

    /// <summary>Takes one event; its spans are valid only during the call.</summary>
    void Accept(in AccessEvent accessEvent);

    /// <summary>Takes note of a record that could not be read; it is counted and shown, never dropped.</summary>
    void Reject(in RejectedRecord record);
}

/// <summary>A record that could not be read.</summary>
/// <param name="Source">Index of the source in reading order.</param>
/// <param name="Record">1-based position in the source.</param>
/// <param name="Reason">What is wrong and, where it helps, at which byte or column; lower case.</param>
public readonly record struct RejectedRecord(int Source, long Record, string Reason);
