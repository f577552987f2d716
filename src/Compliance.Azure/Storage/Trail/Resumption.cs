using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Storage;

/// <summary>One decision about one halted log: carried out, recorded, and the halt lifted, the last two in one transaction.</summary>
internal sealed class Resumption(StoreTable table, string vendor, TrailDecision decision, Func<TrailHalt, TrailHead, TrailEntry> entry)
{
    // The operation last tried: after an answer that was lost, its marker tells whether it is done.
    private TrailOperation? _tried;

    /// <summary>Where the entry lies, once it is done.</summary>
    public TrailPosition Position { get; private set; }

    /// <summary>One attempt. False: something changed meanwhile, and must be looked at again.</summary>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CarryOutAsync(cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412 or 404)
        {
            return false;
        }
    }

    private async Task<bool> CarryOutAsync(CancellationToken cancellationToken)
    {
        if (_tried is not null && await table.FindAsync(vendor, TrailRows.MarkerKey(_tried.Id), cancellationToken) is { } marker)
        {
            RequireOurs(marker, _tried);
            return true;
        }
        var halted = await table.FindAsync(vendor, HaltRow.Key, cancellationToken) ?? throw TrailHalts.NotHalted(vendor);
        var halt = HaltRow.Read(halted);
        var head = await table.FindAsync(vendor, TrailRows.HeadKey, cancellationToken);
        var signed = await SigningState.FindAsync(table, vendor, cancellationToken);
        var frontier = decision is TrailDecision.Rebuild ? await RebuildAsync(head, signed, cancellationToken) : await ContinueAsync(head, halted, signed, cancellationToken);
        return await CommitAsync(halt, halted, head, frontier, cancellationToken);
    }

    // Two who decide about one halt at the same size do so under one key.
    private void RequireOurs(TableEntity marker, TrailOperation operation)
    {
        try
        {
            Position = TrailRows.ReadMarker(marker, operation);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException($"another decision about this halt of the trail of `{vendor}` was recorded first, and this one was not: read the entry `trail resumed` at index {Position.First}", e);
        }
        catch (FormatException e)
        {
            throw new TrailInconsistentException(vendor, e.Message, e);
        }
    }

    private async Task<MerkleFrontier> RebuildAsync(TableEntity? head, SigningState? signed, CancellationToken cancellationToken)
    {
        var frontier = await RebuiltLog.FoldAsync(table, vendor, signed, head is null ? null : ReadOrNull(head), cancellationToken);
        await foreach (var marker in SettingAside.MarkersBeyondAsync(table, vendor, frontier.Size, cancellationToken))
            throw RebuiltLog.Missing(vendor, frontier.Size, $"the operation of `{marker.RowKey}` has it");
        return frontier;
    }

    private async Task<MerkleFrontier> ContinueAsync(TableEntity? head, TableEntity halted, SigningState? signed, CancellationToken cancellationToken)
    {
        if (head is null) throw Refused("its head is missing");
        var frontier = Read(head);
        if (signed?.Size > frontier.Size) throw Refused($"its head says {frontier.Size} entries, but {signed.Size} were signed");
        if (signed?.Size == frontier.Size && signed.Root != frontier.Root) throw Refused($"the root in its head is not the one that was signed at {signed.Size} entries");
        halted.ETag = await SettingAside.RunAsync(table, vendor, frontier.Size, halted, cancellationToken);
        return frontier;
    }

    private MerkleFrontier Read(TableEntity head)
    {
        try
        {
            return TrailRows.ReadHead(head).Frontier;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw Refused($"its head cannot be read: {e.Message}");
        }
    }

    private static MerkleFrontier? ReadOrNull(TableEntity head)
    {
        try
        {
            return TrailRows.ReadHead(head).Frontier;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private InputException Refused(string problem) =>
        new($"the trail of `{vendor}` cannot go on from its head as it is: {problem}. Decide `rebuild`, which makes the head anew from the entries");

    private async Task<bool> CommitAsync(TrailHalt halt, TableEntity halted, TableEntity? head, MerkleFrontier frontier, CancellationToken cancellationToken)
    {
        var resumed = After(head is null ? null : TrailRows.ReadResumed(head), entry(halt, new(frontier.Size, frontier.Root)));
        if (resumed.Vendor != vendor) throw new InvalidOperationException($"an entry of `{resumed.Vendor}` does not belong in the trail of `{vendor}`");
        var operation = new TrailOperation(string.Create(CultureInfo.InvariantCulture, $"trail resumed/{halt.At.ToUnixTimeMilliseconds()}/{frontier.Size}"), [resumed]);
        _tried = operation;
        Position = new(frontier.Size, 1);
        var from = new LogState(frontier, head?.ETag) { Resumed = resumed.Time.ToUnixTimeMilliseconds() };
        var actions = TrailRows.Append(vendor, [operation], from, frontier.Append([resumed.Hash]));
        actions.Add(new(TableTransactionActionType.Delete, new TableEntity(vendor, HaltRow.Key), halted.ETag));
        await table.SubmitAsync(actions, cancellationToken);
        return true;
    }

    // The time of a decision tells who saw the log larger that it is a new one: a clock that is behind that of the last who decided must not hide it.
    private static TrailEntry After(long? last, TrailEntry resumed)
    {
        if (last is not { } before || resumed.Time.ToUnixTimeMilliseconds() > before || before >= Instant.MaxValue.ToUnixTimeMilliseconds()) return resumed;
        var data = JsonNode.Parse(resumed.Leaf.Span)!["data"]!.DeepClone().AsObject();
        return TrailEntry.Create(resumed.Vendor, Instant.FromUnixTimeMilliseconds(before + 1), resumed.Type, resumed.Actor, resumed.Audit, data);
    }
}
