using Compliance.Events;
using Compliance.Evidence.Formats;
using Compliance.Vendors;

namespace Compliance.Evidence;

/// <summary>Reads a vendor's logs: every file that an entry of <c>logs:</c> names, wherever it lies, unless it is one of the
/// folder's <see cref="ContractFiles"/>; and every other file under <c>logs/</c>; in ordinal order of the path, each once.</summary>
public sealed class LogReader
{
    /// <summary>Where logs lie: what is there is one, though no entry names it.</summary>
    public const string Folder = "logs/";

    private readonly IVendorFolder _folder;
    private readonly List<(VendorFile File, LogEntry? Entry)> _claims = [];
    private readonly ReadLimits _limits;
    private readonly TextEncoding _assumed;

    /// <summary>Position of the first file among all logs.</summary>
    private readonly int _first;

    /// <exception cref="InputException">Two entries claim one file, or an entry names a format or field that does not exist.</exception>
    public LogReader(IVendorFolder folder, IReadOnlyList<LogEntry> entries) : this(folder, entries, ReadLimits.Default) { }

    /// <param name="assumed">Encoding of the logs that no entry claims.</param>
    internal LogReader(IVendorFolder folder, IReadOnlyList<LogEntry> entries, ReadLimits limits, TextEncoding assumed = TextEncoding.Utf8)
    {
        _folder = folder;
        _limits = limits;
        _assumed = assumed;
        foreach (var entry in entries) LogFormats.Check(entry);
        var unmatched = new List<LogEntry>(entries);
        foreach (var file in folder.List())
        {
            if (ContractFiles.Contain(file.Path)) continue;
            var owner = Owner(file, entries);
            if (owner is not null) unmatched.Remove(owner);
            if (owner is not null || IsAmongLogs(file.Path)) _claims.Add((file, owner));
        }
        Unmatched = unmatched;
    }

    private LogReader(IVendorFolder folder, IEnumerable<(VendorFile File, LogEntry? Entry)> claims, ReadLimits limits, int first = 0)
    {
        _folder = folder;
        _limits = limits;
        _claims.AddRange(claims);
        _first = first;
        Unmatched = [];
    }

    /// <summary>Entries that claim no file: missing evidence.</summary>
    public IReadOnlyList<LogEntry> Unmatched { get; }

    /// <summary>Every log, in reading order.</summary>
    public IReadOnlyList<VendorFile> Files => _claims.ConvertAll(claim => claim.File);

    /// <summary>The entry of <c>logs:</c> that claims each of <see cref="Files"/>; null: sniffed.</summary>
    internal IReadOnlyList<LogEntry?> Entries => _claims.ConvertAll(claim => claim.Entry);

    /// <summary>Bytes of the files that are read, as stored.</summary>
    public long Bytes => _claims.Sum(claim => claim.File.Length);

    /// <summary>Whether a file lies in <see cref="Folder"/>.</summary>
    public static bool IsAmongLogs(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>A reader of one file outside any vendor folder.</summary>
    /// <param name="path">The file; its name as given becomes the source.</param>
    /// <param name="entry">How it is read, whatever the entry's path; null: as it shows by itself.</param>
    /// <exception cref="InputException">The file or the format does not exist.</exception>
    public static LogReader ForFile(string path, LogEntry? entry)
    {
        if (!File.Exists(path)) throw new InputException($"`{path}` is not there; expected a log file");
        if (entry is not null) LogFormats.Check(entry);
        var folder = new SingleFile(path);
        return new LogReader(folder, [(folder.List()[0], entry)], ReadLimits.Default);
    }

    /// <summary>A reader of one of these logs, read as it would be among all; null when there is no such log.</summary>
    /// <param name="source">Its path, relative to the folder.</param>
    internal LogReader? Of(string source) =>
        _claims.Where(claim => claim.File.Path == source).Select(claim => new LogReader(_folder, [claim], _limits)).FirstOrDefault();

    /// <summary>A reader of consecutive logs, which keep their positions among all.</summary>
    internal LogReader Part(int first, int count) => new(_folder, _claims.GetRange(first, count), _limits, first);

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
            using var log = new LogFile(_folder.Open(file), _limits.For(file.Length), entry?.Encoding ?? _assumed);
            var before = (Bytes: bytes, Events: events);
            log.Read(_first + summaries.Count, file, entry, sink, (received, accepted) =>
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
