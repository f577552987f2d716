using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;

namespace Compliance.Checking;

/// <summary>A checkpoint whose signature holds.</summary>
internal sealed record SignedRoot(long Size, byte[] Root);

/// <summary>The signed checkpoints, the smallest first, beside the walk through the entries that they cover.</summary>
internal sealed class CheckpointWalk(StoreTable table, string vendor, ProblemLog problems, SigningKeys keys) : IAsyncDisposable
{
    private const int RowsAtOnce = 250;

    private IAsyncEnumerator<TableEntity>? _rows;
    private TableEntity? _row;

    /// <summary>Size of the next one; <see cref="long.MaxValue"/>: there is none.</summary>
    public long NextSize { get; private set; } = long.MaxValue;

    /// <summary>How many were read.</summary>
    public long Count { get; private set; }

    /// <summary>Begins with those of more than <paramref name="after"/> entries, and at most <paramref name="size"/>.</summary>
    public async Task OpenAsync(long after, long size, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        _rows = Rows(after, size, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await AdvanceAsync();
    }

    /// <summary>The next one of at most so many entries whose signature holds; null: there is none. Of the others it is said what is wrong.</summary>
    public async Task<SignedRoot?> TakeAsync(long size, CancellationToken cancellationToken)
    {
        while (NextSize <= size)
        {
            var (row, own) = (_row!, NextSize);
            await AdvanceAsync();
            Count++;
            if (await CheckAsync(row, own, cancellationToken) is { } signed) return new(own, signed.Checkpoint.Root.ToArray());
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null) await _rows.DisposeAsync();
        _rows = null;
    }

    /// <summary>A checkpoint's row, read; null: it is none.</summary>
    public static SignedCheckpoint? Read(TableEntity row)
    {
        try
        {
            return row.Bytes("Note") is { } note ? SignedCheckpoint.Parse(note) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<TableEntity> Rows(long after, long size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = table.RowsAsync(
            $"PartitionKey eq {vendor} and RowKey gt {LogKeys.Checkpoint(after)} and RowKey le {LogKeys.Checkpoint(size)}", perPage: RowsAtOnce, cancellationToken: cancellationToken);
        await foreach (var row in rows) yield return row;
    }

    private async Task AdvanceAsync()
    {
        while (await _rows!.MoveNextAsync())
        {
            // A key of another form is reported by whoever looks at all keys.
            if (!Cells.TryNumber(_rows.Current.RowKey, "c", LogKeys.IndexDigits, out var size)) continue;
            (_row, NextSize) = (_rows.Current, size);
            return;
        }
        NextSize = long.MaxValue;
    }

    private async Task<SignedCheckpoint?> CheckAsync(TableEntity row, long size, CancellationToken cancellationToken)
    {
        if (Read(row) is not { } signed || signed.Checkpoint.Size != size || row.Beside("Note").Any())
        {
            problems.Add(TrailProblemKind.Modified, null, row.RowKey, $"it is not a signed checkpoint of {size} entries");
            return null;
        }
        var verdict = await keys.CheckAsync(signed, cancellationToken);
        if (verdict.IsVerified) return signed;
        if (verdict.Trust is CheckpointTrust.BadSignature) problems.Add(TrailProblemKind.BadSignature, null, row.RowKey, $"its signature by the key {verdict.Key?.KeyIdHex} does not verify");
        else problems.Add(TrailProblemKind.UnknownKey, null, row.RowKey, "no key of the log has signed it");
        return null;
    }
}
