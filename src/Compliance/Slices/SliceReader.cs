using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Judging;
using Compliance.Rules.Conduct;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Slices;

/// <summary>Takes what <see cref="SliceWriter"/> wrote into the rows of the whole audit. Slices are taken in their order: then actions and grants come to be known in the order
/// in which one reading of all logs comes to know them.</summary>
internal sealed class SliceReader(AuditRequest request, LogRows rows, Slice slice, IReadOnlyList<LogEntry?> entries, SealedInput input, CancellationToken cancellation)
{
    private const int RowsBetweenLooks = 1 << 12;

    /// <returns>The summary of each of the slice's logs.</returns>
    public IReadOnlyList<SourceSummary> TakeIn()
    {
        rows.Extent = rows.Extent.With(Extent());
        if (input.Count() != slice.Files.Count) throw input.Damaged();
        List<SourceSummary> summaries = [.. slice.Files.Select((file, i) => Source(file, slice.First + i))];
        Days();
        var actions = Actions();
        var grants = Grants();
        var moved = new RowMove(rows, slice, actions, grants, rows.Texts.Length, input.Count64(), input);
        input.Bytes(moved.TextBytes, rows.Texts.AppendCopy);
        Rows(moved);
        Sessions(moved);
        Run(rows.Passes.SignInRows, RowFormat.LocatedSignInBytes, RowFormat.ReadLocatedSignIn, (ref LocatedSignIn row) => moved.Check(row.Principal, row.Sequence));
        input.Complete();
        return summaries;
    }

    private EventExtent Extent()
    {
        var extent = new EventExtent(input.Count64(), input.Int64(), input.Int64());
        return extent.Events == 0 ? EventExtent.None : IsTime(extent.First) && IsTime(extent.Last) ? extent : throw input.Damaged();
    }

    private static bool IsTime(long ticks) => ticks >= Instant.MinValue.ToUnixTimeTicks() && ticks <= Instant.MaxValue.ToUnixTimeTicks();

    private SourceSummary Source(VendorFile file, int index)
    {
        var source = new LogSource(index, file.Path, input.Text(), entries[index], MapsCase: input.Byte() == 1);
        rows.Sources.Add(source);
        rows.Days.Begin(source.Entry);
        return new SourceSummary
        {
            Source = file.Path,
            Format = source.Format,
            Method = request.Folder.Method,
            CollectedAt = file.CollectedAt,
            Sha256 = input.Text(),
            Bytes = input.Count64(),
            Records = input.Count64(),
            Accepted = input.Count64(),
            Rejected = input.Count64(),
            FurtherEvents = input.Count64(),
            UnknownOutcomes = input.Count64(),
            First = Time(),
            Last = Time(),
            RejectedSamples = Samples(),
        };
    }

    private Instant? Time()
    {
        var known = input.Byte() == 1;
        var ticks = input.Int64();
        if (!IsTime(ticks)) throw input.Damaged();
        return known ? Instant.FromUnixTimeTicks(ticks) : null;
    }

    private List<RejectedSample> Samples()
    {
        var samples = new List<RejectedSample>();
        for (var left = input.Count(); left > 0; left--) samples.Add(new RejectedSample(input.Count64(), input.Text()));
        return samples;
    }

    private void Days()
    {
        foreach (var entry in request.Record.Vendor.Logs)
            for (var left = input.Count(); left > 0; left--) rows.Days.Add(entry, input.Int32(), input.Count64());
    }

    private List<AccessAction> Actions()
    {
        var actions = new List<AccessAction>();
        for (var left = input.Count(); left > 0; left--) actions.Add(rows.Tables.Actions.Get(System.Text.Encoding.UTF8.GetBytes(input.Text())));
        return actions;
    }

    private List<int> Grants()
    {
        var grants = new List<int>();
        for (var left = input.Count(); left > 0; left--)
        {
            var (kind, role) = ((GrantKind)input.Byte(), input.TextOrNull());
            var allowing = new List<AllowEntry>();
            for (var more = input.Count(); more > 0; more--) allowing.Add(Entry());
            var uses = new List<int>();
            for (var more = input.Count(); more > 0; more--) uses.Add(input.Count(rows.Tables.Permissions.All.Count - 1));
            grants.Add(rows.Tables.Grants.Same(kind, role, allowing, [.. uses]).Index);
        }
        return grants;
    }

    private AllowEntry Entry()
    {
        var roles = request.Record.Access.Roles;
        var role = roles[input.Count(roles.Count - 1)];
        return role.Allow[input.Count(role.Allow.Count - 1)];
    }

    private void Rows(RowMove moved)
    {
        if (rows.Duplicates is { } timed) Run(timed.Rows, RowFormat.TimedRowBytes, RowFormat.ReadTimedRow, (ref TimedRow row) => moved.Move(ref row.Row));
        else Run(rows.Rows, RowFormat.EventRowBytes, RowFormat.ReadEventRow, (ref EventRow row) => moved.Move(ref row));
    }

    private void Sessions(RowMove moved)
    {
        var any = input.Byte() == 1;
        // The names first: the bytes are read where they lie.
        List<string> silent = [.. slice.Files.Where(_ => input.Byte() == 1).Select(file => file.Path)];
        rows.Passes.Sessions.TakeIn(any, silent);
        Run(rows.Passes.SessionParts, RowFormat.SessionPartBytes, RowFormat.ReadSessionPart, (ref SessionPart part) =>
        {
            if (part.PlaceCount is < 0 or > SessionPart.MostPlaces) throw input.Damaged();
            moved.Move(ref part.Start);
        });
    }

    private void Run<T>(SpillSorter<T> into, int bytes, RowReader<T> read, RowChange<T> change) where T : unmanaged, ISortable<T>
    {
        for (var left = input.Count64(); left > 0; left--)
        {
            if (left % RowsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            var row = read(input.Take(bytes));
            change(ref row);
            into.AddSorted(row);
        }
        into.EndSorted();
    }

    private delegate T RowReader<T>(ReadOnlySpan<byte> from);

    private delegate void RowChange<T>(ref T row);
}
