using Azure;
using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>One vendor's log as this process knows it: reads its head and holds it to what was seen before.</summary>
internal sealed class TrailLog(StoreTable table, string vendor) : IDisposable
{
    // Writers of one process take turns: they could only lose races to one another.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile LogState? _state;

    // The largest log seen here; a smaller one later was rolled back, unless it was resumed since.
    private LogState _seen = LogState.None;
    private bool _verified;

    // The version of the head that the halt's row was last looked for beside: a halt changes it, and so does whoever takes that back.
    private ETag? _unhalted;

    public Task InTurnAsync(Func<Task> write, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await write();
            return true;
        }, cancellationToken);

    public async Task<T> InTurnAsync<T>(Func<Task<T>> append, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await append();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The last known state; a stale one loses its race at the head's version.</summary>
    public async Task<LogState> StateAsync(CancellationToken cancellationToken) => _state ?? await ReloadAsync(cancellationToken);

    /// <summary>Takes over the state after an append of ours.</summary>
    public void Advance(LogState state) => (_state, _seen, _unhalted) = (state, state, state.ETag);

    /// <summary>The state is stale: the next one is read.</summary>
    public void Forget() => _state = null;

    /// <summary>Reads the head, and beside one that is new whether a halt stands that it does not tell of. The first time also looks at the
    /// rows around it, as a log that was damaged must not grow. A halted log is taken as it is: it does not grow, and what is wrong with it is known.</summary>
    /// <exception cref="TrailInconsistentException">The log contradicts itself, or what was seen of it before.</exception>
    public async Task<LogState> ReloadAsync(CancellationToken cancellationToken)
    {
        var state = await ReadHeadAsync(cancellationToken);
        while (!state.Halted && await FindContradictionAsync(state, cancellationToken) is { } problem)
        {
            // A writer that committed between the two reads looks like a contradiction; then the head has moved.
            var again = await ReadHeadAsync(cancellationToken);
            if (again.ETag == state.ETag) throw new TrailInconsistentException(vendor, problem);
            state = again;
        }
        if (state.Halted) return state;
        // An absent log is looked at again each time: a halt or rows without a head may come later.
        _verified = state.ETag is not null;
        (_state, _seen, _unhalted) = (_verified ? state : null, state, state.ETag);
        return state;
    }

    /// <summary>Why the log is halted, or null. The row of the halt counts, whatever the head says or whether it is there.</summary>
    public async Task<TrailHalt?> HaltAsync(CancellationToken cancellationToken) =>
        await table.FindAsync(vendor, HaltRow.Key, cancellationToken) is { } row ? HaltRow.Read(row) : null;

    public void Dispose() => _turn.Dispose();

    private async Task<LogState> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var row = await table.FindAsync(vendor, TrailRows.HeadKey, cancellationToken);
        var state = row is null ? LogState.None : Read(row);
        if (!state.Halted) Compare(state);
        return state;
    }

    private LogState Read(TableEntity head)
    {
        try
        {
            return TrailRows.ReadHead(head);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new TrailInconsistentException(vendor, $"its head cannot be read: {e.Message}", e);
        }
    }

    private void Compare(LogState state)
    {
        var (now, seen) = (state.Frontier, _seen.Frontier);
        // Somebody decided how it goes on, which may be from a smaller log; the head says when, later each time.
        if (state.Resumed > (_seen.Resumed ?? long.MinValue)) return;
        if (now.Size == 0 && seen.Size > 0) throw new TrailInconsistentException(vendor, $"it had {seen.Size} entries and now its head is missing");
        if (now.Size < seen.Size) throw new TrailInconsistentException(vendor, $"it had {seen.Size} entries and now has {now.Size}: its head was rolled back");
        if (now.Size == seen.Size && now.Root != seen.Root) throw new TrailInconsistentException(vendor, $"its root at {now.Size} entries is not the one seen before");
    }

    private async Task<string?> FindContradictionAsync(LogState state, CancellationToken cancellationToken)
    {
        if (state.ETag is null) return await AnyAsync($"PartitionKey eq {vendor}", cancellationToken) ? "its head is missing, but rows are there" : null;
        if (_verified && state.ETag == _unhalted) return null;
        if (await HaltAsync(cancellationToken) is not null) return "it is halted, but its head does not say so";
        if (_verified) return null;
        var size = state.Frontier.Size;
        if (await AnyAsync($"PartitionKey eq {vendor} and RowKey ge {TrailRows.EntryKey(size)} and RowKey lt {TrailRows.EntriesEnd}", cancellationToken))
            return $"a row lies at or after index {size}, where its head says it ends";
        var last = await table.FindAsync(vendor, TrailRows.EntryKey(size - 1), cancellationToken);
        if (last is null) return $"its last entry, index {size - 1}, is missing";
        return LastEntryFits(last, state.Frontier) ? null : $"its last entry, index {size - 1}, is not the one its head covers";
    }

    private static bool LastEntryFits(TableEntity last, MerkleFrontier frontier)
    {
        if (!EntryHash.TryRead(last.GetBinary("L"), out var stored) || EntryHash.OfLeaf(last.GetBinary("D")) != stored) return false;
        // Only at an odd size is the last leaf a subtree of its own.
        return (frontier.Size & 1) == 0 || frontier.Rightmost == stored;
    }

    private async Task<bool> AnyAsync(FormattableString filter, CancellationToken cancellationToken)
    {
        await foreach (var _ in table.RowsAsync(filter, ["RowKey"], perPage: 1, cancellationToken)) return true;
        return false;
    }
}
