using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Findings;
using Compliance.Inspections;
using Compliance.Judging;
using Compliance.Rules;
using Compliance.Slices;
using Compliance.Vendors;

namespace Compliance;

/// <summary>The audit of one vendor: evidence → events → rules → findings, and what is no log – endpoints, resources, vaults,
/// attestations, incidents – beside them. The result is a function of the evidence, the
/// access model and the window; the caller records it in the trail.</summary>
/// <remarks>The evidence is read once, in any amount, in a fixed amount of memory. Each event becomes a row of fixed size;
/// the rows are sorted by principal and time, outside memory where they do not fit; the rules see one principal after the
/// other.</remarks>
public static class Auditor
{
    /// <exception cref="InputException">The evidence cannot be read at all; a record that cannot is rejected and counted.</exception>
    public static AuditResult Audit(AuditRequest request, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        var reader = new LogReader(request.Folder, request.Record.Vendor.Logs);
        return Audit(request, sink => new LogsRead(reader.Read(sink, Report(progress, reader.Bytes), cancellation), reader.Unmatched), cancellation);
    }

    /// <summary>Reads the logs of one slice and writes what the audit needs of them: the rows of its events in order, texts, days, summaries.</summary>
    /// <param name="request">The audit that the slice is of; what is no log is not read.</param>
    /// <param name="key">That of the run, the same for every slice.</param>
    /// <param name="output">Receives the slice file, in one pass; not closed.</param>
    /// <exception cref="InputException">The plan is not of these logs, or a log cannot be read at all.</exception>
    public static void ReadSlice(AuditRequest request, Slice slice, SliceKey key, Stream output, CancellationToken cancellation) =>
        SliceAudit.Read(request, slice, key, output, cancellation);

    /// <summary>The audit of logs that were read in slices. INVARIANT: the result is that of the audit in one piece.</summary>
    /// <param name="read">One for each slice of the plan, in any order.</param>
    /// <exception cref="InputException">A slice file is missing, not whole, or of another plan, contract, window, version or key: read that slice again.</exception>
    public static AuditResult Audit(AuditRequest request, SlicePlan plan, IReadOnlyList<SliceFile> read, SliceKey key, CancellationToken cancellation) =>
        SliceAudit.Audit(request, plan, read, key, cancellation);

    /// <param name="read">Reads every log into the sink.</param>
    internal static AuditResult Audit(AuditRequest request, Func<IEventSink, LogsRead> read, CancellationToken cancellation)
    {
        using var rows = new LogRows(request, new KeyedHash());
        var builder = new RowBuilder(rows, request.Record);
        var logs = read(builder);
        rows.Extent = builder.Extent;
        return Judge(request, rows, logs, cancellation);
    }

    /// <summary>The second half: what the logs came to, past every rule; and what is no log.</summary>
    internal static AuditResult Judge(AuditRequest request, LogRows rows, LogsRead logs, CancellationToken cancellation)
    {
        var (folder, tables, from, to) = (request.TemporaryFolder, rows.Tables, rows.From, rows.To);
        rows.Duplicates?.MoveTo(rows.Rows, rows.Passes);
        using var violations = request.Violations is null ? null : new ViolationLog(request.SortMemory / 4, folder);
        using var rules = new RuleSet(RuleCatalogue.Create(request.Record, tables, rows.Passes, from, folder), violations, logs.Unread.Count == 0);
        using var conflicts = new ConflictCount(rows.Sources, request.SortMemory / 4, folder);
        var watch = new UsageWatch(tables);
        var judge = new RowJudge(tables, rules.All, watch, conflicts, from, to);
        var sources = new SourceCounts(logs.Sources.Count);
        judge.Judge(rows.Rows.Sorted(), sources, cancellation);

        var (earliest, latest) = (rows.Extent.Earliest, rows.Extent.Latest);
        var own = (request.To is null ? latest : to) is { } end ? new OwnUsage(request.Record, tables, watch, rows.Days).At(end, earliest, latest) : null;
        var facts = new AuditFacts
        {
            Record = request.Record,
            Tables = tables,
            From = request.From is null ? null : from,
            To = request.To is null ? null : to,
            Earliest = earliest,
            Latest = latest,
            Days = rows.Days,
            Usage = new UsageFacts(request.Record, own, request.Prior) { IsPartial = logs.Unread.Count > 0 },
            Unread = logs.Unread,
            UnmatchedEntries = logs.Unmatched,
            Sources = sources.Complete(logs.Sources),
            Judged = judge.Judged,
        };
        foreach (var rule in rules.All) rule.Conclude(facts);
        var result = new ResultAssembly(request, facts, rules, rows.RowText).Assemble();
        if (request.Violations is { } output) violations!.WriteTo(output, rules.ById, facts.Sources, rows.RowText);
        var now = facts.Now is { } ticks ? Ticks.ToInstant(ticks) : request.Started;
        if (facts.Usage.Prior is { } prior) result = result with { Evidence = [.. result.Evidence, prior.Summary] };
        return (result with { Usage = facts.Usage.Usage }).With(EveryInspection.Of(request, now, cancellation));
    }

    private static Action<long, long>? Report(IProgress<AuditProgress>? progress, long total) =>
        progress is null ? null : (bytes, events) => progress.Report(new AuditProgress(bytes, total, events));
}

/// <summary>What reading the logs gave: a summary of each source in reading order, and the entries that claimed no file.</summary>
internal sealed record LogsRead(IReadOnlyList<SourceSummary> Sources, IReadOnlyList<LogEntry> Unmatched)
{
    /// <summary>What was to be read and was not; its sources are among <see cref="Sources"/>.</summary>
    public IReadOnlyList<UnreadLogs> Unread { get; init; } = [];
}
