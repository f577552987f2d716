using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Judging;
using Compliance.Rules;

namespace Compliance;

/// <summary>The audit of one vendor: evidence → events → rules → findings. The result is a function of the evidence, the
/// access model and the window; the caller records it in the trail.</summary>
/// <remarks>The evidence is read once, in any amount, in a fixed amount of memory. Each event becomes a row of fixed size;
/// the rows are sorted by principal and time, outside memory where they do not fit; the rules see one principal after the
/// other.</remarks>
public static class Auditor
{
    /// <exception cref="InputException">The evidence cannot be read at all; a record that cannot is rejected and counted.</exception>
    public static AuditResult Audit(AuditRequest request, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        var folder = request.TemporaryFolder;
        var (from, to) = (Ticks.FromOr(request.From, long.MinValue), Ticks.FromOr(request.To, long.MaxValue));
        var tables = new AuditTables(request.Record);
        using var texts = new TextSpill(folder);
        using var rows = new SpillSorter<EventRow>(request.SortMemory * 3 / 4, folder);
        using var conflicts = new ConflictCount(request.SortMemory / 4, folder);
        using var violations = request.Violations is null ? null : new ViolationLog(request.SortMemory / 4, folder);
        var rowText = new RowText(tables, texts);
        using var passes = new EventPasses(tables, rowText, request.SortMemory / 8, folder, from);

        var builder = new RowBuilder(tables, request.Record, rows, conflicts, texts);
        var reader = new LogReader(request.Folder, request.Record.Vendor.Logs);
        var read = reader.Read(builder, Report(progress, request.Folder), cancellation);

        using var rules = new RuleSet(RuleCatalogue.Create(request.Record, tables, passes, from, folder), violations);
        var judge = new RowJudge(tables, rules.All, from, to);
        var sources = new SourceCounts(read.Count);
        judge.Judge(rows.Sorted(), sources.Duplicates, sources.OutOfScope, cancellation);
        conflicts.AddTo(sources.Conflicts);

        var facts = new AuditFacts
        {
            Record = request.Record,
            Tables = tables,
            From = request.From is null ? null : from,
            To = request.To is null ? null : to,
            Earliest = builder.Events > 0 ? builder.Earliest : null,
            Latest = builder.Events > 0 ? builder.Latest : null,
            Days = builder.Days,
            UnmatchedEntries = reader.Unmatched,
            Sources = sources.Complete(read),
            Judged = judge.Judged,
        };
        foreach (var rule in rules.All) rule.Conclude(facts);
        var result = new ResultAssembly(request, facts, rules, rowText).Assemble();
        if (request.Violations is { } output) violations!.WriteTo(output, rules.ById, facts.Sources, rowText);
        return result;
    }

    private static Action<long, long>? Report(IProgress<AuditProgress>? progress, IVendorFolder folder)
    {
        if (progress is null) return null;
        var total = folder.List().Where(f => f.Path.StartsWith("logs/", StringComparison.Ordinal)).Sum(f => f.Length);
        return (bytes, events) => progress.Report(new AuditProgress(bytes, total, events));
    }
}
