using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Formats;
using Compliance.Findings;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Slices;

/// <summary>The two halves of an audit in slices (SLICES.md): reading the logs of one, and merging all.</summary>
internal static class SliceAudit
{
    public static void Read(AuditRequest request, Slice slice, SliceKey key, Stream output, CancellationToken cancellation)
    {
        var reader = Reader(request, slice.Plan).Part(slice.First, slice.Files.Count);
        Read(request, slice, key, output, sink => reader.Read(sink, null, cancellation));
    }

    /// <param name="read">Reads every log of the slice into the sink.</param>
    internal static void Read(AuditRequest request, Slice slice, SliceKey key, Stream output, Func<IEventSink, IReadOnlyList<SourceSummary>> read)
    {
        using var rows = new LogRows(request, key.Hash());
        var builder = new RowBuilder(rows, request.Record, keepsSpellings: true);
        var summaries = read(builder);
        rows.Extent = builder.Extent;
        output.Write(SliceSeal.FirstLine);
        using var seal = key.Seal();
        new SliceWriter(request, rows, new SealedOutput(output, seal, SliceSeal.ContextOf(request, slice))).Write(summaries);
    }

    public static AuditResult Audit(AuditRequest request, SlicePlan plan, IReadOnlyList<SliceFile> read, SliceKey key, CancellationToken cancellation)
    {
        var reader = Reader(request, plan);
        return Audit(request, plan, reader.Entries, reader.Unmatched, read, key, cancellation);
    }

    /// <param name="entries">Of <c>logs:</c>: the one that claims each log, or null.</param>
    internal static AuditResult Audit(
        AuditRequest request, SlicePlan plan, IReadOnlyList<LogEntry?> entries, IReadOnlyList<LogEntry> unmatched, IReadOnlyList<SliceFile> read, SliceKey key, CancellationToken cancellation)
    {
        using var rows = new LogRows(request, key.Hash());
        var summaries = new List<SourceSummary>();
        var unread = new List<UnreadLogs>();
        foreach (var (slice, file) in Matched(plan, read))
        {
            if (file.Reason is null)
            {
                summaries.AddRange(TakeIn(request, rows, slice, file, entries, key, cancellation));
                continue;
            }
            unread.Add(Unread(rows, slice, file.Reason, entries));
            summaries.AddRange(unread[^1].Sources.Zip(slice.Files, (source, log) => Summary(request, source, log, file.Reason)));
        }
        return Auditor.Judge(request, rows, new LogsRead(summaries, unmatched) { Unread = unread }, cancellation);
    }

    private static IReadOnlyList<SourceSummary> TakeIn(
        AuditRequest request, LogRows rows, Slice slice, SliceFile file, IReadOnlyList<LogEntry?> entries, SliceKey key, CancellationToken cancellation)
    {
        using var stream = file.Open();
        var first = new byte[SliceSeal.FirstLine.Length];
        if (stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) < first.Length || !first.AsSpan().SequenceEqual(SliceSeal.FirstLine))
            throw new InputException($"the file of {slice} is no slice file of this version: read the slice again");
        using var seal = key.Seal();
        var input = new SealedInput(stream, seal, SliceSeal.ContextOf(request, slice), $"the file of {slice}");
        return new SliceReader(request, rows, slice, entries, input, cancellation).TakeIn();
    }

    private static UnreadLogs Unread(LogRows rows, Slice slice, string reason, IReadOnlyList<LogEntry?> entries)
    {
        List<LogSource> sources = [.. slice.Files.Select((file, i) => new LogSource(slice.First + i, file.Path, FormatOf(entries[slice.First + i]), entries[slice.First + i], MapsCase: false))];
        rows.Sources.AddRange(sources);
        return new UnreadLogs(slice.ToString(), sources, reason);
    }

    private static string FormatOf(LogEntry? entry) => entry?.Format ?? LogFormats.Unknown;

    // A file of which nothing could be read counts as one record that could not.
    private static SourceSummary Summary(AuditRequest request, LogSource source, VendorFile file, string reason) => new()
    {
        Source = source.Path,
        Format = source.Format,
        Method = request.Folder.Method,
        CollectedAt = file.CollectedAt,
        Sha256 = file.Sha256 ?? "",
        Bytes = file.Length,
        Records = 1,
        Rejected = 1,
        RejectedSamples = [new RejectedSample(1, $"not read: {reason}")],
    };

    private static LogReader Reader(AuditRequest request, SlicePlan plan)
    {
        var reader = new LogReader(request.Folder, request.Record.Vendor.Logs);
        var planned = plan.Slices.SelectMany(slice => slice.Files).Select(file => (file.Path, file.Length));
        if (!planned.SequenceEqual(reader.Files.Select(file => (file.Path, file.Length))))
            throw new InputException("the plan of the slices is not of these logs: make it of the frozen list of files");
        return reader;
    }

    private static IEnumerable<(Slice Slice, SliceFile File)> Matched(SlicePlan plan, IReadOnlyList<SliceFile> read)
    {
        var byNumber = read.ToLookup(file => file.Number);
        if (read.Count != plan.Slices.Count) throw new InputException($"there are {read.Count} slice files of {plan.Slices.Count} slices: give each of them once, read or unread");
        foreach (var slice in plan.Slices)
            yield return (slice, byNumber[slice.Number].Count() == 1 ? byNumber[slice.Number].First() : throw new InputException($"{slice} is not there once: give each slice once, read or unread"));
    }
}
