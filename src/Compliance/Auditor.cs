using Compliance.Events;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Inspections;
using Compliance.Judging;
using Compliance.Rules;
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
        return Audit(request, sink => new LogsRead(reader.Read(sink, Report(progress, request.Folder), cancellation), reader.Unmatched), cancellation);
    }

    /// <param name="read">Reads every log into the sink.</param>
    internal static AuditResult Audit(AuditRequest request, Func<IEventSink, LogsRead> read, CancellationToken cancellation)
    {
        var folder = request.TemporaryFolder;
        var (from, to) = (Ticks.FromOr(request.From, long.MinValue), Ticks.FromOr(request.To, long.MaxValue));
        var tables = new AuditTables(request.Record);
        using var texts = new TextSpill(folder);
        using var rows = new SpillSorter<EventRow>(request.SortMemory * 3 / 4, folder);
        using var violations = request.Violations is null ? null : new ViolationLog(request.SortMemory / 4, folder);
        var rowText = new RowText(tables, texts);
        using var passes = new EventPasses(tables, rowText, request.SortMemory / 8, folder, from);

        var narrowed = request.Record.Accounts.Any(a => a.System is not null);
        using var duplicates = narrowed ? new DuplicatePass(request.SortMemory / 2, folder) : null;
        var builder = new RowBuilder(tables, request.Record, rows, duplicates, texts);
        var logs = read(builder);
        duplicates?.MoveTo(rows);

        using var rules = new RuleSet(RuleCatalogue.Create(request.Record, tables, passes, from, folder), violations);
        using var conflicts = new ConflictCount(builder.Sources, request.SortMemory / 4, folder);
        var judge = new RowJudge(tables, rules.All, conflicts, from, to);
        var sources = new SourceCounts(logs.Sources.Count);
        judge.Judge(rows.Sorted(), sources, cancellation);

        var facts = new AuditFacts
        {
            Record = request.Record,
            Tables = tables,
            From = request.From is null ? null : from,
            To = request.To is null ? null : to,
            Earliest = builder.Events > 0 ? builder.Earliest : null,
            Latest = builder.Events > 0 ? builder.Latest : null,
            Days = builder.Days,
            UnmatchedEntries = logs.Unmatched,
            Sources = sources.Complete(logs.Sources),
            Judged = judge.Judged,
        };
        foreach (var rule in rules.All) rule.Conclude(facts);
        var result = new ResultAssembly(request, facts, rules, rowText).Assemble();
        if (request.Violations is { } output) violations!.WriteTo(output, rules.ById, facts.Sources, rowText);
        var now = facts.Now is { } ticks ? Ticks.ToInstant(ticks) : request.Started;
        return result.With(EveryInspection.Of(request, now, cancellation));
    }

    private static Action<long, long>? Report(IProgress<AuditProgress>? progress, IVendorFolder folder)
    {
        if (progress is null) return null;
        var total = folder.List().Where(f => f.Path.StartsWith("logs/", StringComparison.Ordinal)).Sum(f => f.Length);
        return (bytes, events) => progress.Report(new AuditProgress(bytes, total, events));
    }
}

/// <summary>What reading the logs gave: a summary of each source in reading order, and the entries that claimed no file.</summary>
internal sealed record LogsRead(IReadOnlyList<SourceSummary> Sources, IReadOnlyList<LogEntry> Unmatched);
