using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Storage;

/// <summary>Logs that did not verify: nothing is appended to them until an operator has decided, in an entry of that log, how they go on.</summary>
public sealed class TrailHalts
{
    private readonly TrailLogs _logs;
    private readonly StoreTable _table;
    private readonly Backoff _backoff;

    internal TrailHalts(TrailLogs logs, TimeProvider clock) => (_logs, _table, _backoff) = (logs, logs.Table, new(clock));

    /// <summary>Stops all appends to a log, also by writers in other processes that know its head. A log that is halted already keeps its first halt.</summary>
    /// <exception cref="TrailUnavailableException">The store did not answer, or the log's writers won every race.</exception>
    public async Task HaltAsync(VendorId vendor, TrailHalt halt, CancellationToken cancellationToken = default)
    {
        var log = _logs.Of(vendor.Value);
        await log.InTurnAsync(() =>
        {
            log.Forget();
            return _backoff.UntilDoneAsync(vendor.Value, "it was halted", () => TryHaltAsync(vendor.Value, halt, cancellationToken), cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Why and since when a log is halted; null: it is not.</summary>
    public Task<TrailHalt?> FindAsync(VendorId vendor, CancellationToken cancellationToken = default) => _logs.Of(vendor.Value).HaltAsync(cancellationToken);

    /// <summary>Carries out how a halted log goes on, and records that as its next entry; from then on others are appended again.</summary>
    /// <param name="entry">Makes the entry, of the halt and of the log's size and root that it goes on from: <see cref="TrailResumed.Entry"/>.</param>
    /// <returns>Where that entry lies.</returns>
    /// <remarks>Killed anywhere, the log is still halted, or resumed; asked again, the rest is done. Rows at or after the log's end are kept under keys <c>z…</c>.</remarks>
    /// <exception cref="InputException">The log is not halted, or the decision cannot be carried out: the message says why, and what can be done instead.</exception>
    /// <exception cref="TrailInconsistentException">A checkpoint of the log cannot be read.</exception>
    /// <exception cref="TrailUnavailableException">The store did not answer, or something kept writing to the halted log.</exception>
    public async Task<TrailPosition> ResumeAsync(
        VendorId vendor, TrailDecision decision, Func<TrailHalt, TrailHead, TrailEntry> entry, CancellationToken cancellationToken = default)
    {
        var log = _logs.Of(vendor.Value);
        var resumption = new Resumption(_table, vendor.Value, decision, entry);
        return await log.InTurnAsync(async () =>
        {
            log.Forget();
            await _backoff.UntilDoneAsync(vendor.Value, "it was resumed", () => resumption.TryAsync(cancellationToken), cancellationToken);
            return resumption.Position;
        }, cancellationToken);
    }

    internal static InputException NotHalted(string vendor) => new($"the trail of `{vendor}` is not halted: there is nothing to decide");

    // False: something changed meanwhile, look again. Head and halt are written together; a head that is missing cannot be.
    private async Task<bool> TryHaltAsync(string vendor, TrailHalt halt, CancellationToken cancellationToken)
    {
        var head = await _table.FindAsync(vendor, TrailRows.HeadKey, cancellationToken);
        var halted = await _table.FindAsync(vendor, HaltRow.Key, cancellationToken) is not null;
        var marked = head?.GetBoolean(HaltRow.HeadColumn) is true;
        if (halted && (head is null || marked)) return true;
        var actions = new List<TableTransactionAction>();
        if (!halted) actions.Add(new(TableTransactionActionType.Add, HaltRow.Of(vendor, halt)));
        if (head is not null && !marked)
            actions.Add(new(TableTransactionActionType.UpdateMerge, new TableEntity(vendor, TrailRows.HeadKey) { [HaltRow.HeadColumn] = true }, head.ETag));
        try
        {
            await _table.SubmitAsync(actions, cancellationToken);
            // Without a head, one may have been written while the row was: then it is marked in the next round.
            return head is not null;
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            return false;
        }
    }
}
