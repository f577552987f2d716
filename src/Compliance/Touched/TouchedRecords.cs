using Compliance.Events;
using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Touched;

/// <summary>Who was touched: the exact records that principals accessed in a window, beside how many they could have reached (TOUCHED.md).</summary>
/// <remarks>The evidence is read once, in any amount, in a fixed amount of memory: events become rows of fixed size, names lie outside
/// memory, and both are sorted where they do not fit. The list, byte for byte, is a function of evidence, access model and question.</remarks>
public static class TouchedRecords
{
    /// <param name="record">Says whose an account is, and what roles allow.</param>
    /// <param name="folder">Where the logs are.</param>
    /// <param name="output">Receives the list as NDJSON (UTF-8), sorted by type and id of the record; it stays open.</param>
    /// <exception cref="InputException">Nobody is asked for, the window ends before it begins, or the evidence cannot be read at all.</exception>
    public static TouchedResult Compute(VendorRecord record, IVendorFolder folder, TouchedQuestion question, Stream output, CancellationToken cancellation)
    {
        var reader = new LogReader(folder, record.Vendor.Logs);
        return Compute(record, question, output, sink => new LogsRead(reader.Read(sink, null, cancellation), reader.Unmatched), cancellation);
    }

    /// <param name="read">Reads every log into the sink.</param>
    internal static TouchedResult Compute(
        VendorRecord record, TouchedQuestion question, Stream output, Func<IEventSink, LogsRead> read, CancellationToken cancellation)
    {
        question.Check();
        var (memory, temporary) = (question.SortMemory / 4, question.TemporaryFolder);
        var tables = new AuditTables(record);
        var types = new RecordTypes();
        var asked = new AskedPrincipals(question, tables);
        using var texts = new AccessTexts(temporary);
        using var rows = new SpillSorter<AccessByIdentity>(memory, temporary);
        using var accesses = new SpillSorter<AccessByRecord>(memory, temporary);
        using var reach = new Reach(tables.Actions, asked.Held, memory, temporary);
        using var lines = new LineSorter(memory, temporary);
        using var list = new DigestedOutput(output);

        var sink = new TouchedSink(record, question, tables, asked, types, rows, texts, reach);
        var logs = read(sink);
        var reachable = reach.Count(types);
        var tally = new AccessTally();
        tally.Read(rows.Sorted(), accesses, types, cancellation);
        var accessed = new AccessedRecords(types, texts, logs.Sources);
        accessed.Read(accesses.Sorted(), lines, cancellation);
        lines.WriteTo(list);

        var limits = new TouchedLimits(record, question, logs, sink.Coverage);
        limits.OfEvidence();
        limits.Of(asked);
        limits.Of(tally, accessed);
        limits.OfReach(asked);
        return new TouchedResult
        {
            Vendor = record.Vendor.Id,
            Principals = asked.Count,
            From = question.From,
            To = question.To,
            Accessed = accessed.Count,
            Rows = tally.Rows,
            Reachable = reachable,
            Denied = tally.Denied,
            Types = types.Summary(),
            Unnamed = accessed.Unnamed,
            First = tally.First is { } first ? Ticks.ToInstant(first) : null,
            Last = tally.Last is { } last ? Ticks.ToInstant(last) : null,
            Sha256 = list.Finish(),
            Bytes = list.Length,
            Sources = logs.Sources,
            Limits = limits.All,
            Incomplete = limits.Incomplete,
        };
    }
}
