using Compliance.Events;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Csv;
using Compliance.Evidence.Formats;
using Compliance.Evidence.Json;
using Compliance.Vendors;

namespace Compliance.Evidence;

/// <summary>One log file, from its bytes as received to its events.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly ReceivedStream _received;
    private readonly Window _window;
    private readonly ReadLimits _limits;
    private SourceTally? _tally;

    /// <param name="encoding">Of text without a byte order mark.</param>
    public LogFile(Stream bytes, ReadLimits limits, TextEncoding encoding)
    {
        _received = new ReceivedStream(bytes);
        _window = new Window(_received, limits, encoding);
        _limits = limits;
    }

    /// <summary>Reads all records into the sink.</summary>
    public void Read(int index, VendorFile file, LogEntry? entry, IEventSink sink, Action<long, long> progress)
    {
        void OnBlock() => progress(_received.Count, _tally!.Accepted);

        var sniffer = new FormatSniffer(_window, _limits);
        var format = entry?.Format ?? sniffer.Sniff(entry);
        if (format == LogFormats.Unknown)
        {
            Begin(new LogSource(index, file.Path, format, entry, MapsCase: false), sink).Reject(1, sniffer.Reason);
        }
        else if (IsRows(format))
        {
            var header = CsvHeader.Read(_window, _limits);
            var rows = LogFormats.Rows(format, entry, header?.Columns ?? []);
            var tally = Begin(new LogSource(index, file.Path, format, entry, rows.MapsCase), sink);
            if (header is not null) new CsvLog(_window, header, rows, tally, _limits, OnBlock).Read();
            else if (_window.Available > 0 || _window.Defect is not null) tally.Reject(1, _window.Defect ?? "the header is no row of a CSV");
        }
        else
        {
            var records = LogFormats.Json(format, entry);
            var tally = Begin(new LogSource(index, file.Path, format, entry, records.MapsCase), sink);
            new JsonLog(_window, records, new JsonLists(entry?.List), tally, _limits, OnBlock).Read();
        }
    }

    /// <summary>Takes the digest of the whole file and sums up.</summary>
    public SourceSummary Finish(string method, VendorFile file)
    {
        var digest = _received.Finish();
        return _tally!.Summarise(method, file, digest, _received.Count);
    }

    public void Dispose()
    {
        _window.Dispose();
        _received.Dispose();
    }

    private bool IsRows(string format)
    {
        while (_window.Text.IndexOfAnyExcept(" \t\r\n"u8) < 0 && _window.Available < _limits.Record && _window.Fill()) { }
        return LogFormats.IsRows(format, _window.Text);
    }

    private SourceTally Begin(LogSource source, IEventSink sink)
    {
        sink.Begin(source);
        return _tally = new SourceTally(source, sink);
    }
}
