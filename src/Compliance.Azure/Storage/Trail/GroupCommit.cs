using Azure.Data.Tables;
using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>Brings a group of operations into a log: one transaction of markers, head and entries, again and in part as its refusals ask for.</summary>
/// <remarks>The marker's key decides whether an operation is done, the head's version who goes first. Of a transaction, its repetition and its
/// successors on a newer head at most one can commit, as they carry the same markers.</remarks>
internal sealed class GroupCommit(StoreTable table, TrailLog log, string vendor, Backoff backoff)
{
    /// <summary>Answers every operation of the group, or throws what holds for all that are left.</summary>
    /// <exception cref="TrailHaltedException">The log is halted.</exception>
    /// <exception cref="TrailInconsistentException">The log contradicts itself.</exception>
    /// <exception cref="TrailUnavailableException">The store did not answer, or other writers won every race.</exception>
    public async Task RunAsync(AppendGroup group)
    {
        try
        {
            await CommitAsync(group, group.Abandoned);
        }
        catch (TrailInconsistentException)
        {
            // One that is damaged and was halted for it is halted: that is what there is to say about it.
            if (await log.HaltAsync(group.Abandoned) is { } halt) throw new TrailHaltedException(vendor, halt);
            throw;
        }
    }

    private async Task CommitAsync(AppendGroup group, CancellationToken cancellationToken)
    {
        var (races, unanswered) = (0, 0);
        IReadOnlyList<TrailOperation> recorded = [];
        LogState? state = null;
        while (true)
        {
            var markers = 0;
            try
            {
                recorded = await AnswerAsync(group, recorded, unanswered > 0, cancellationToken);
                // With a head newly read nothing of before can commit any more.
                if (state is null) group.DropAbandoned();
                markers = group.Operations.Count;
                if (markers == 0) return;
                state ??= await OpenStateAsync(cancellationToken);
                await SubmitAsync(group, state, cancellationToken);
                return;
            }
            // That operation is in the log. Where an answer was lost, the whole transaction may be.
            catch (TableTransactionFailedException e) when (e.Status == 409 && e.FailedTransactionActionIndex < markers)
            {
                recorded = unanswered > 0 ? [.. group.Operations] : [group.Operations[e.FailedTransactionActionIndex!.Value]];
            }
            // 412: the head moved on. 409: another began the log. Indexes are not part of a leaf: only the head is rebased.
            catch (TableTransactionFailedException e) when (e.Status is 412 or 409 && e.FailedTransactionActionIndex == markers)
            {
                if (++races > Backoff.MaxRaces)
                    throw new TrailUnavailableException($"the trail of `{vendor}` is busy: {Backoff.MaxRaces} times another writer was first. Try again", e);
                log.Forget();
                state = null;
                await backoff.DelayAsync(races, cancellationToken);
            }
            catch (TableTransactionFailedException e) when (e.Status == 404 && e.FailedTransactionActionIndex == markers)
            {
                throw new TrailInconsistentException(vendor, "its head has disappeared", e);
            }
            catch (TableTransactionFailedException e) when (e.Status == 409 && e.FailedTransactionActionIndex > markers)
            {
                throw new TrailInconsistentException(vendor, $"a row lies at or after index {state!.Frontier.Size}, where its head says it ends", e);
            }
            // Whether it was committed is unknown: the same transaction again, with the same head, finds out.
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken))
            {
                if (++unanswered > Backoff.MaxUnanswered)
                    throw new TrailUnavailableException($"the store did not answer while the trail of `{vendor}` was written; whether it was is unknown. Try again with the same operation", e);
                await backoff.DelayAsync(unanswered, cancellationToken);
            }
        }
    }

    private async Task<LogState> OpenStateAsync(CancellationToken cancellationToken)
    {
        var state = await log.StateAsync(cancellationToken);
        if (!state.Halted) return state;
        throw new TrailInconsistentException(vendor, "its head says that it is halted, but the row that says why is gone");
    }

    private async Task SubmitAsync(AppendGroup group, LogState state, CancellationToken cancellationToken)
    {
        var operations = group.Operations.ToList();
        var next = state.Frontier.Append(operations.SelectMany(operation => operation.Entries).Select(entry => entry.Hash));
        var responses = await table.SubmitAsync(TrailRows.Append(vendor, operations, state, next), cancellationToken);
        if (responses[operations.Count].Headers.ETag is { } etag) log.Advance(state with { Frontier = next, ETag = etag });
        else log.Forget();
        var first = state.Frontier.Size;
        foreach (var operation in operations)
        {
            group.Committed(operation, new(first, operation.Entries.Count));
            first += operation.Entries.Count;
        }
    }

    // Answers those that are in the log from their markers; the rest of the group goes on without them.
    private async Task<IReadOnlyList<TrailOperation>> AnswerAsync(AppendGroup group, IReadOnlyList<TrailOperation> recorded, bool perhaps, CancellationToken cancellationToken)
    {
        foreach (var operation in recorded)
        {
            if (await table.FindAsync(vendor, TrailRows.MarkerKey(operation.Id), cancellationToken) is { } marker) await AnswerAsync(group, operation, marker);
            else if (!perhaps) throw new TrailInconsistentException(vendor, $"the marker of the operation `{operation.Key}` has disappeared");
        }
        // If it was this transaction, it moved the head.
        if (perhaps && recorded.Count > 0) log.Forget();
        return [];
    }

    private async Task AnswerAsync(AppendGroup group, TrailOperation operation, TableEntity marker)
    {
        try
        {
            group.Committed(operation, TrailRows.ReadMarker(marker, operation));
        }
        catch (InvalidOperationException otherAct)
        {
            group.Refused(operation, otherAct);
        }
        catch (FormatException e)
        {
            // Damaged is this one marker: what else is in the group can be appended.
            var halt = await log.HaltAsync(group.Abandoned);
            group.Refused(operation, halt is null ? new TrailInconsistentException(vendor, e.Message, e) : new TrailHaltedException(vendor, halt));
        }
    }
}
