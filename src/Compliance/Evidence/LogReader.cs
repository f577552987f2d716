using Compliance.Events;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Formats;
using Compliance.Evidence.Json;
using Compliance.Vendors;

namespace Compliance.Evidence;

/// <summary>Reads a vendor's logs: every file that an entry of <c>logs:</c> names, and every other file under
/// <c>logs/</c>, in ordinal order of the path, each once.</summary>
public sealed class LogReader
{
    private readonly IVendorFolder _folder;
    private readonly List<(VendorFile File, LogEntry? Entry)> _claims = [];
    private readonly ReadLimits _limits;

    /// <exception cref="InputException">Two entries claim one file, or an entry names a format or field that does not exist.</exception>
    public LogReader(IVendorFolder folder, IReadOnlyList<LogEntry> entries) : this(folder, entries, ReadLimits.Default) { }

    internal LogReader(IVendorFolder folder, IReadOnlyList<LogEntry> entries, ReadLimits limits)
    {
        _folder = folder;
        _limits = limits;
        var unmatched = new List<LogEntry>(entries);
        foreach (var file in folder.List())
        {
            LogEntry? owner = null;
            foreach (var entry in entries.Where(entry => entry.Path.Matches(file.Path)))
            {
                if (owner is not null)
                    throw new InputException($"vendor.yaml:{entry.Line}: `{file.Path}` is claimed by `{owner.Path}` (line {owner.Line}) and `{entry.Path}`; change one of the patterns");
                owner = entry;
                unmatched.Remove(entry);
            }
            if (owner is not null || file.Path.StartsWith("logs/", StringComparison.Ordinal)) _claims.Add((file, owner));
        }
        Unmatched = unmatched;
    }

    /// <summary>Entries that claim no file: missing evidence.</summary>
    public IReadOnlyList<LogEntry> Unmatched { get; }

    /// <summary>Reads every log once.</summary>
    /// <param name="sink">Takes sources, events and rejected records, in reading order.</param>
    /// <param name="progress">Told of bytes received and events accepted so far, about once per block read.</param>
    /// <param name="cancellation">Ends the reading between two blocks.</param>
    /// <returns>One summary per source, in reading order.</returns>
    public IReadOnlyList<SourceSummary> Read(IEventSink sink, Action<long, long>? progress, CancellationToken cancellation)
    {
        var summaries = new List<SourceSummary>(_claims.Count);
        var (bytes, events) = (0L, 0L);
        foreach (var (file, entry) in _claims)
        {
            using var received = new ReceivedStream(_folder.Open(file));
            using var window = new Window(received, _limits);
            var format = LogFormats.Json(entry?.Format ?? "ocsf", entry)!;
            var source = new LogSource(summaries.Count, file.Path, format.Name, entry, format.MapsCase);
            var tally = new SourceTally(source, sink);
            sink.Begin(source);
            var before = (bytes, events);
            new JsonLog(window, format, tally, _limits, () =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(before.bytes + received.Count, before.events + tally.Accepted);
            }).Read();
            var digest = received.Finish();
            bytes += received.Count;
            events += tally.Accepted;
            summaries.Add(tally.Summarise(_folder.Method, file, digest, received.Count));
        }
        progress?.Invoke(bytes, events);
        return summaries;
    }
}
