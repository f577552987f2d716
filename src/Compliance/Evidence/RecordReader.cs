using Compliance.Events;
using Compliance.Vendors;

namespace Compliance.Evidence;

/// <summary>Gives records of a log by their position, as they were received: what a finding's <c>source#record</c> names.</summary>
/// <remarks>The same reader that judged them counts them, so a position means the same in both. The bytes are those of the file after
/// decompression and decoding to UTF-8, without the line break; nothing is masked in them.</remarks>
/// <param name="folder">Where the logs are.</param>
/// <param name="entries">The entries of <c>logs:</c>, which say how each log is read.</param>
/// <exception cref="InputException">Two entries claim one file, or an entry names a format or field that does not exist.</exception>
public sealed class RecordReader(IVendorFolder folder, IReadOnlyList<LogEntry> entries)
{
    private readonly LogReader _logs = new(folder, entries);

    /// <summary>Reads a log once, to its end.</summary>
    /// <param name="source">Path of the log, relative to the folder, with <c>/</c>.</param>
    /// <param name="records">Positions from 1. All that are found are held in memory.</param>
    /// <param name="cancellation">Ends the reading between two blocks.</param>
    /// <exception cref="InputException">The folder has no such log.</exception>
    public RecordsRead Read(string source, IReadOnlyCollection<long> records, CancellationToken cancellation = default)
    {
        var log = _logs.Of(source) ?? throw new InputException($"`{source}` is no log of {folder.Location}; expected a source as a finding names it, such as logs/helpdesk.ndjson");
        var sink = new Wanted(records);
        var summary = log.Read(sink, null, cancellation)[0];
        return new RecordsRead(summary, sink.Found, sink.Refused);
    }

    private sealed class Wanted(IEnumerable<long> records) : IEventSink
    {
        private readonly HashSet<long> _records = [.. records];

        public SortedDictionary<long, byte[]> Found { get; } = [];

        public SortedDictionary<long, string> Refused { get; } = [];

        public void Begin(LogSource source) { }

        // A record of several events comes once for each.
        public void Accept(in AccessEvent accessEvent)
        {
            if (_records.Contains(accessEvent.Record) && !Found.ContainsKey(accessEvent.Record)) Found.Add(accessEvent.Record, accessEvent.Bytes.ToArray());
        }

        public void Reject(in RejectedRecord record)
        {
            if (_records.Contains(record.Record)) Refused.TryAdd(record.Record, record.Reason);
        }
    }
}

/// <summary>Records of one log.</summary>
/// <param name="Source">The log they are of, with the digest of the bytes that were read.</param>
/// <param name="Records">Position → bytes, UTF-8; positions that the log does not have are absent.</param>
/// <param name="Rejected">Position → why the record could not be read.</param>
public sealed record RecordsRead(SourceSummary Source, IReadOnlyDictionary<long, byte[]> Records, IReadOnlyDictionary<long, string> Rejected);
