using System.Xml;
using Azure;
using Compliance.Publishing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Checking;

/// <summary>One look at a whole log, in the order in which nothing that a writer adds meanwhile looks wrong: what signing goes on from,
/// then the head, then what they cover, then what lies beyond, then the head again.</summary>
internal sealed class CheckPass(StoreTable table, VendorId vendor, ICheckpointArchive? archive)
{
    private static readonly InstantPattern Times = InstantPattern.ExtendedIso;

    private readonly Beyond _beyond = new();
    private readonly MarkerSum _sum = new();

    private string Partition => vendor.Value;

    public ProblemLog Problems { get; } = new();

    /// <summary>Whether somebody wrote to the log during the look.</summary>
    public bool Disturbed { get; private set; }

    public long Size { get; private set; }

    public byte[]? Root { get; private set; }

    public long Entries { get; private set; }

    public long Checkpoints { get; private set; }

    public IReadOnlyList<TrailProblem> Decided { get; private set; } = [];

    /// <summary>When the log was halted that goes on again; null: it never was.</summary>
    public Instant? Halted { get; private set; }

    /// <summary>Why the archive could not be asked; null: it was, or there is none.</summary>
    public string? ArchiveTrouble { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = await VersionsAsync(cancellationToken);
        var (signs, state) = await StateRow.ReadAsync(table, Partition, cancellationToken);
        var head = await HeadRow.ReadAsync(table, Partition, cancellationToken);
        Size = head.Size ?? await ContiguousAsync(cancellationToken);
        var keys = new SigningKeys(table, Partition, Problems);
        await using var checkpoints = new CheckpointWalk(table, Partition, Problems, keys);
        var walk = new LogWalk(table, Partition, Problems, _sum, checkpoints, state);
        await walk.ToAsync(Size, cancellationToken);
        var markers = await MarkersAsync(Size, cancellationToken);
        await EntriesBeyondAsync(cancellationToken);
        var others = new OtherRows(table, Partition, Size, Problems, _beyond);
        await others.RunAsync(cancellationToken);
        await SigningAsync(others.Newest, signs, state, cancellationToken);
        await ArchiveAsync(keys, cancellationToken);
        await HeadAsync(walk, head, others.Halted, markers, cancellationToken);
        await keys.ConcludeAsync(walk.Announced, Size, cancellationToken);
        (Root, Entries, Checkpoints, Decided, Halted) = (walk.Root, walk.Entries, checkpoints.Count, walk.Announced.Decided, walk.Announced.Halted);
        if (Problems.Count > 0) Disturbed = await VersionsAsync(cancellationToken) != before;
    }

    // Whatever is written changes one of them: appends the head, signing the state, and a halt without a head itself.
    private async Task<(ETag? Head, ETag? State, ETag? Halt)> VersionsAsync(CancellationToken cancellationToken)
    {
        return (await OfAsync(LogKeys.Head), await OfAsync(LogKeys.State), await OfAsync(LogKeys.Halt));

        async Task<ETag?> OfAsync(string key) => (await table.FindAsync(Partition, key, cancellationToken))?.ETag;
    }

    // Without a head that can be read, what follows one another from the first is the log.
    private async Task<long> ContiguousAsync(CancellationToken cancellationToken)
    {
        var next = 0L;
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition} and RowKey ge {"e"} and RowKey lt {"f"}", ["RowKey"], cancellationToken: cancellationToken))
        {
            if (row.RowKey != LogKeys.Entry(next)) break;
            next++;
        }
        return next;
    }

    // True: each operation of the entries before a size has its marker, and the other way round.
    private async Task<bool> MarkersAsync(long size, CancellationToken cancellationToken)
    {
        var whole = true;
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition} and RowKey ge {"b"} and RowKey lt {"c"}", cancellationToken: cancellationToken))
        {
            if (MarkerRow.Read(row) is not { } marker)
            {
                whole = false;
                Problems.Add(TrailProblemKind.Modified, null, row.RowKey, "it is not a marker of an operation");
            }
            else if (marker.First < size)
            {
                _sum.Subtract(marker);
            }
            else
            {
                _beyond.Add(marker.First + marker.Count, new(TrailProblemKind.Rollback, marker.First, row.RowKey, $"an operation was recorded from {marker.First} on, where the log has no entries"));
            }
        }
        return whole && _sum.IsZero;
    }

    private async Task EntriesBeyondAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition} and RowKey ge {LogKeys.Entry(Size)} and RowKey lt {"f"}", ["RowKey"], cancellationToken: cancellationToken))
        {
            if (Cells.TryNumber(row.RowKey, "e", LogKeys.IndexDigits, out var index) && index < long.MaxValue)
                _beyond.Add(index + 1, new(TrailProblemKind.Planted, index, row.RowKey, "a row lies where the log has ended"));
            else
                Problems.Add(TrailProblemKind.Planted, null, row.RowKey, "its key is not that of an entry");
        }
    }

    private async Task SigningAsync(long newest, bool signed, StateRow? state, CancellationToken cancellationToken)
    {
        // Written together with every checkpoint: read after them, it has seen them all.
        var (signs, now) = await StateRow.ReadAsync(table, Partition, cancellationToken);
        if (signed && state is null || signs && now is null) Modified("where signing goes on from cannot be read");
        if (now is null)
        {
            if (newest > 0 && !signs) Problems.Add(TrailProblemKind.Rollback, null, LogKeys.State, $"{newest} entries were signed, but where signing goes on from is missing");
            return;
        }
        if (now.Size > Size) _beyond.Add(now.Size, new(TrailProblemKind.Rollback, null, LogKeys.State, $"{now.Size} entries were signed, but the log has fewer"));
        if (now.Size < newest) Problems.Add(TrailProblemKind.Rollback, null, LogKeys.State, $"signing goes on from {now.Size} entries, but {newest} were signed");
        if (now.Published > now.Size || (now.Published > 0 && await table.FindAsync(Partition, LogKeys.Checkpoint(now.Published), cancellationToken) is null))
            Modified($"{now.Published} entries are said to be published, and no checkpoint is of that size");
        var last = await table.FindAsync(Partition, LogKeys.Checkpoint(now.Size), cancellationToken);
        if (last is null) Problems.Add(TrailProblemKind.Rollback, null, LogKeys.Checkpoint(now.Size), "the checkpoint that signing goes on from is missing");
        else if (CheckpointWalk.Read(last) is { } own && (own.Checkpoint.Origin != now.Origin || !own.Checkpoint.Root.Bytes.SequenceEqual(now.Root)))
            Modified("the root or the origin is not that of the checkpoint of its size");

        void Modified(string detail) => Problems.Add(TrailProblemKind.Modified, null, LogKeys.State, detail);
    }

    private async Task ArchiveAsync(SigningKeys keys, CancellationToken cancellationToken)
    {
        if (archive is null || await NewestAsync(archive, cancellationToken) is not { } newest) return;
        var (size, key) = (newest.Checkpoint.Size, LogKeys.Checkpoint(newest.Checkpoint.Size));
        if (!(await keys.CheckAsync(newest, cancellationToken)).IsVerified)
            Problems.Add(TrailProblemKind.UnknownKey, null, key, $"the archive's checkpoint of {size} entries is not signed by a key of the log");
        if (size > Size) _beyond.Add(size, new(TrailProblemKind.Rollback, null, key, $"the archive has a checkpoint of {size} entries, and the log has fewer"));
        else if (await table.FindAsync(Partition, key, cancellationToken) is not { } row)
            Problems.Add(TrailProblemKind.Rollback, null, key, $"the archive has a checkpoint of {size} entries, and the log has not");
        else if (CheckpointWalk.Read(row) is { } own && own.Checkpoint != newest.Checkpoint)
            Problems.Add(TrailProblemKind.Rollback, null, key, $"the archive's checkpoint of {size} entries is another");
    }

    private async Task<SignedCheckpoint?> NewestAsync(ICheckpointArchive from, CancellationToken cancellationToken)
    {
        try
        {
            return await from.NewestAsync(vendor, cancellationToken);
        }
        catch (TrailInconsistentException unreadable)
        {
            Problems.Add(TrailProblemKind.Modified, null, null, $"the archive's newest checkpoint cannot be read: {unreadable.Message}");
            return null;
        }
        // What lies outside says nothing about the log, whose own rows are judged all the same.
        catch (Exception failure) when (Trouble.Of(failure, cancellationToken) is not null || failure is InvalidDataException or XmlException)
        {
            ArchiveTrouble = Trouble.Of(failure, cancellationToken) ?? failure.Message;
            return null;
        }
    }

    private async Task HeadAsync(LogWalk walk, HeadRow head, bool halted, bool markers, CancellationToken cancellationToken)
    {
        if (head.Problem is { } problem) Problems.Add(problem);
        else if (head.Version is null && (Size > 0 || _beyond.Any)) Problems.Add(TrailProblemKind.Rollback, null, LogKeys.Head, "the head is missing, but rows are there");
        if (!markers) await SearchAsync(cancellationToken);
        // After the search: an operation that is known to be changed explains the root.
        walk.Conclude(head.Size is null ? null : head.Root);
        if (head.Version is not null && head.Halted != halted)
            Problems.Add(TrailProblemKind.Modified, null, halted ? LogKeys.Halt : LogKeys.Head, halted ? "the log is halted, but its head does not say so" : "the head says that the log is halted, but not why");
        if (head.Version is not null && head.Problem is null && head.Resumed != Milliseconds(walk.Announced.Resumed))
            Problems.Add(TrailProblemKind.Column, null, LogKeys.Head, "what stands in `Resumed` is not the time of the last entry that says so");
        if (_beyond.Any) await CatchUpAsync(walk, head, cancellationToken);
    }

    // What was beyond the first head must lie before the one that is read after it was seen.
    private async Task CatchUpAsync(LogWalk walk, HeadRow before, CancellationToken cancellationToken)
    {
        var head = await HeadRow.ReadAsync(table, Partition, cancellationToken);
        if (head.Size is not { } size || size <= Size || before.Size is null)
        {
            _beyond.Conclude(Size, Problems);
            return;
        }
        _beyond.Conclude(size, Problems);
        var first = Size;
        await walk.ToAsync(size, cancellationToken);
        walk.Conclude(head.Root);
        await new MarkerSearch(table, Partition, Problems).OperationsAsync(first, size, cancellationToken);
        Size = size;
    }

    private async Task SearchAsync(CancellationToken cancellationToken)
    {
        var search = new MarkerSearch(table, Partition, Problems);
        await search.OperationsAsync(0, Size, cancellationToken);
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition} and RowKey ge {"b"} and RowKey lt {"c"}", cancellationToken: cancellationToken))
            if (MarkerRow.Read(row) is { } marker && marker.First < Size) await search.MarkerAsync(marker, cancellationToken);
    }

    private static long? Milliseconds(string? time) => time is not null && Times.Parse(time) is { Success: true } read ? read.Value.ToUnixTimeMilliseconds() : null;
}
