using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Rules.Conduct;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Slices;

/// <summary>Writes what the logs of one slice came to (SLICES.md): first what the rows point to, so that a reader understands each as it comes.</summary>
internal sealed class SliceWriter(AuditRequest request, LogRows rows, SealedOutput output)
{
    public void Write(IReadOnlyList<SourceSummary> summaries)
    {
        output.Int64(rows.Extent.Events);
        output.Int64(rows.Extent.First);
        output.Int64(rows.Extent.Last);
        output.Int32(summaries.Count);
        foreach (var (source, summary) in rows.Sources.Zip(summaries)) Write(source, summary);
        Days();
        Actions();
        Grants();
        output.Int64(rows.Texts.Length);
        rows.Texts.CopyTo(output.Bytes);
        Rows();
        Sessions();
        SignIns();
        output.Complete();
    }

    private void Write(LogSource source, SourceSummary summary)
    {
        output.Text(source.Format);
        output.Byte(source.MapsCase ? (byte)1 : (byte)0);
        output.Text(summary.Sha256);
        output.Int64(summary.Bytes);
        output.Int64(summary.Records);
        output.Int64(summary.Accepted);
        output.Int64(summary.Rejected);
        output.Int64(summary.FurtherEvents);
        output.Int64(summary.UnknownOutcomes);
        Write(summary.First);
        Write(summary.Last);
        output.Int32(summary.RejectedSamples.Count);
        foreach (var sample in summary.RejectedSamples)
        {
            output.Int64(sample.Record);
            output.Text(sample.Reason);
        }
    }

    // Times of events are whole ticks.
    private void Write(Instant? time)
    {
        output.Byte(time is null ? (byte)0 : (byte)1);
        output.Int64(time?.ToUnixTimeTicks() ?? 0);
    }

    private void Days()
    {
        foreach (var entry in request.Record.Vendor.Logs)
        {
            var days = rows.Days.Of(entry) ?? new Dictionary<int, long>();
            output.Int32(days.Count);
            foreach (var (day, records) in days)
            {
                output.Int32(day);
                output.Int64(records);
            }
        }
    }

    private void Actions()
    {
        output.Int32(rows.Tables.Actions.Kept.Count);
        foreach (var action in rows.Tables.Actions.Kept) output.Text(action.Text);
    }

    private void Grants()
    {
        output.Int32(rows.Tables.Grants.All.Count);
        var entries = Entries();
        foreach (var grant in rows.Tables.Grants.All)
        {
            output.Byte((byte)grant.Kind);
            output.Text(grant.Role);
            output.Int32(grant.Entries.Count);
            foreach (var entry in grant.Entries)
            {
                output.Int32(entries[entry].Role);
                output.Int32(entries[entry].At);
            }
            output.Int32(grant.Uses.Length);
            foreach (var use in grant.Uses) output.Int32(use);
        }
    }

    private Dictionary<AllowEntry, (int Role, int At)> Entries()
    {
        var entries = new Dictionary<AllowEntry, (int, int)>(ReferenceEqualityComparer.Instance);
        foreach (var (index, role) in request.Record.Access.Roles.Index())
            foreach (var (at, entry) in role.Allow.Index()) entries.TryAdd(entry, (index, at));
        return entries;
    }

    private void Rows()
    {
        if (rows.Duplicates is { } timed) Run<TimedRow>(timed.Rows.Count, timed.Rows.Sorted(), RowFormat.TimedRowBytes, RowFormat.Write);
        else Run<EventRow>(rows.Rows.Count, rows.Rows.Sorted(), RowFormat.EventRowBytes, RowFormat.Write);
    }

    private void Sessions()
    {
        var parts = rows.Passes.Sessions.Parts();
        output.Byte(rows.Passes.Sessions.Any ? (byte)1 : (byte)0);
        var silent = rows.Passes.Sessions.Silent.ToHashSet(StringComparer.Ordinal);
        foreach (var source in rows.Sources) output.Byte(silent.Contains(source.Path) ? (byte)1 : (byte)0);
        Run<SessionPart>(rows.Passes.SessionParts.Count, parts, RowFormat.SessionPartBytes, RowFormat.Write);
    }

    private void SignIns() =>
        Run<LocatedSignIn>(rows.Passes.SignInRows.Count, rows.Passes.SignInRows.Sorted(), RowFormat.LocatedSignInBytes, RowFormat.Write);

    private void Run<T>(long count, RunMerge<T> sorted, int bytes, RowWriter<T> write) where T : unmanaged, ISortable<T>
    {
        output.Int64(count);
        while (sorted.Next()) write(output.Take(bytes), sorted.Current);
    }

    private delegate void RowWriter<T>(Span<byte> to, in T row);
}
