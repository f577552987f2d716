using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Appends to one log, in the order in which they came. One group is committed at a time; what comes meanwhile waits, and goes together
/// in the next.</summary>
/// <remarks>Nobody is kept waiting for company: an append that finds nothing under way goes at once, alone. Under load the groups fill by themselves.</remarks>
/// <param name="commit">Commits a group; what it throws is the answer to all that are still in it.</param>
internal sealed class AppendQueue(Func<AppendGroup, Task> commit)
{
    /// <summary>What may wait for a log, encoded: a store that is slow must not fill the memory of those who write.</summary>
    public const long MaxWaitingBytes = 64L << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<PendingAppend> _waiting = new();
    private long _waitingBytes;
    private bool _underWay;

    /// <summary>Waits until the operation is in the log. Who gives up is told at once; an operation that was sent is not called back.</summary>
    /// <exception cref="TrailUnavailableException">Too much waits already, or the store did not answer in time.</exception>
    public async Task<TrailPosition> AppendAsync(TrailOperation operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var append = new PendingAppend(operation);
        var place = new LinkedListNode<PendingAppend>(append);
        await using var patience = cancellationToken.Register(() => append.GiveUp(cancellationToken));
        // Elsewhere: a store in this process works on the caller's thread, and others could not join who ask one after the other without waiting;
        // nor must the first caller's answer wait for those who come after it.
        if (IsFirst(place)) _ = Task.Run(CommitAllAsync, CancellationToken.None);
        try
        {
            return await append.Answer;
        }
        finally
        {
            Leave(place);
        }
    }

    private bool IsFirst(LinkedListNode<PendingAppend> place)
    {
        lock (_lock)
        {
            var bytes = _waitingBytes + place.Value.Operation.EncodedBytes;
            if (bytes > MaxWaitingBytes)
                throw new TrailUnavailableException($"{MaxWaitingBytes >> 20} MiB wait already to be written to this trail: this was not. Try again later with the same operation");
            _waiting.AddLast(place);
            _waitingBytes = bytes;
            return !_underWay && (_underWay = true);
        }
    }

    // Who gave up does not wait, and takes no room.
    private void Leave(LinkedListNode<PendingAppend> place)
    {
        lock (_lock)
        {
            if (place.List is null) return;
            _waiting.Remove(place);
            _waitingBytes -= place.Value.Operation.EncodedBytes;
        }
    }

    private async Task CommitAllAsync()
    {
        while (NextGroup() is { } group)
        {
            using (group)
            {
                var committed = commit(group);
                await committed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                // Broken off it is when nobody waits for it any more, or when a request met its time limit: whoever still waits is told.
                if (!committed.IsCompletedSuccessfully) group.Failed(committed.Exception?.InnerException ?? BrokenOff());
            }
        }
    }

    private static TrailUnavailableException BrokenOff() =>
        new("the store did not answer in time while the trail was written; whether it was is unknown. Try again with the same operation");

    // Strictly in order, so that a large append is not overtaken for ever.
    private AppendGroup? NextGroup()
    {
        var group = new AppendGroup();
        lock (_lock)
        {
            while (_waiting.First is { } next && (next.Value.IsSettled || group.TryAdd(next.Value))) Leave(next);
            _underWay = group.Operations.Count > 0;
        }
        group.Seal();
        if (group.Operations.Count > 0) return group;
        group.Dispose();
        return null;
    }
}
