using Compliance.Events;
using Compliance.Evidence.Formats;
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
        foreach (var entry in entries) LogFormats.Check(entry);
        var unmatched = new List<LogEntry>(entries);
        foreach (var file in folder.List())
        {
            var owner = Owner(file, entries);
            if (owner is not null) unmatched.Remove(owner);
            if (owner is not null || file.Path.StartsWith("logs/", StringComparison.Ordinal)) _claims.Add((file, owner));
        }
        Unmatched = unmatched;
    }

    private LogReader(IVendorFolder folder, VendorFile file, LogEntry? entry)
    {
        _folder = folder;
        _limits = ReadLimits.Default;
        _claims.Add((file, entry));
        Unmatched = [];
    }

    /// <summary>Entries that claim no file: missing evidence.</summary>
    public IReadOnlyList<LogEntry> Unmatched { get; }

    /// <summary>A reader of one file outside any vendor folder.</summary>
    /// <param name="path">The file; its name as given becomes the source.</param>
    /// <param name="format">Name of its format; null: sniffed.</param>
    /// <exception cref="InputException">The file or the format does not exist.</exception>
    public static LogReader ForFile(string path, string? format)
    {
        if (!File.Exists(path)) throw new InputException($"`{path}` is not there; expected a log file");
        if (format is not null && !LogFormats.Names.Contains(format))
            throw new InputException($"`{format}` is no log format; expected one of {string.Join(", ", LogFormats.Names)}");
        var folder = new SingleFile(path);
        var entry = format is null ? null : new LogEntry { Path = new Pattern("*"), Format = format };
        return new LogReader(folder, folder.List()[0], entry);
    }

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
            using var log = new LogFile(_folder.Open(file), _limits);
            var before = (Bytes: bytes, Events: events);
            log.Read(summaries.Count, file, entry, sink, (received, accepted) =>
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(before.Bytes + received, before.Events + accepted);
            });
            var summary = log.Finish(_folder.Method, file);
            bytes += summary.Bytes;
            events += summary.Accepted;
            summaries.Add(summary);
        }
        progress?.Invoke(bytes, events);
        return summaries;
    }

    private static LogEntry? Owner(VendorFile file, IReadOnlyList<LogEntry> entries)
    {
        LogEntry? owner = null;
        foreach (var entry in entries)
        {
            if (!entry.Path.Matches(file.Path)) continue;
            if (owner is not null)
                throw new InputException($"vendor.yaml:{entry.Line}: `{file.Path}` is claimed by `{owner.Path}` (line {owner.Line}) and by `{entry.Path}`; change one of the patterns");
            owner = entry;
        }
        return owner;
    }
}
