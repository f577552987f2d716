using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Rows of table <c>audits</c> that stand for the slices of audits: <c>s.&lt;audit&gt;.&lt;number&gt;</c>, and beside each the lease of whoever reads it (<c>….l</c>).</summary>
/// <remarks>INVARIANT: a slice is settled once, under the version of the row as it was claimed. So of two that read it, by whatever accident, the file of one counts.</remarks>
public sealed class SlicesTable
{
    private const int RowsAtOnce = 100;

    private readonly StoreTable _table;

    internal SlicesTable(StoreTable table) => _table = table;

    /// <summary>Puts the slices of an audit down, numbered from 1. Those that are there stay as they are.</summary>
    public async Task<IReadOnlyList<AuditSlice>> AddAsync(AuditRun run, int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var there = await ListAsync(run.Vendor, run.Id, cancellationToken);
            var missing = Enumerable.Range(1, count).Except(there.Select(slice => slice.Number)).ToList();
            if (missing.Count == 0) return there;
            try
            {
                foreach (var numbers in missing.Chunk(RowsAtOnce)) await _table.SubmitAsync([.. numbers.Select(number => Add(run, number))], cancellationToken);
            }
            catch (TableTransactionFailedException e) when (e.Status == 409)
            {
                // Another has put them down just now: look again.
            }
        }
    }

    /// <summary>The slices of an audit by number; none: it has none, or has ended.</summary>
    public async Task<IReadOnlyList<AuditSlice>> ListAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        var slices = new List<AuditSlice>();
        await foreach (var row in RowsAsync(vendor, audit, cancellationToken))
        {
            // The lease comes right behind its slice.
            if (!IsLease(row.RowKey)) slices.Add(Read(row));
            else if (slices.Count > 0 && row.RowKey == LeaseKey(slices[^1])) slices[^1] = slices[^1] with { HeldUntil = VendorLease.ExpiryOf(row) };
        }
        return slices;
    }

    /// <summary>Whether any slice of an audit is not settled. Asked after each slice, so it fetches no more than one row.</summary>
    public async Task<bool> IsAnyLeftAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        var left = _table.RowsAsync(
            $"PartitionKey eq {vendor.Value} and RowKey gt {$"s.{audit}."} and RowKey lt {$"s.{audit}/"} and State eq {nameof(SliceState.Waiting)}", ["RowKey"], 1, cancellationToken);
        await foreach (var _ in left) return true;
        return false;
    }

    /// <summary>How the slices of an audit stand, without the slices.</summary>
    public async Task<SliceCounts> CountAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        var counts = new SliceCounts(0, 0, 0);
        await foreach (var row in RowsAsync(vendor, audit, cancellationToken, ["RowKey", "State"]))
        {
            if (IsLease(row.RowKey)) continue;
            var state = Enum.Parse<SliceState>(row.GetString("State")!);
            counts = new(counts.Total + 1, counts.Read + (state is SliceState.Read ? 1 : 0), counts.Failed + (state is SliceState.Failed ? 1 : 0));
        }
        return counts;
    }

    /// <summary>A slice, or null.</summary>
    public async Task<AuditSlice?> FindAsync(VendorId vendor, string audit, int number, CancellationToken cancellationToken = default)
    {
        if (await _table.FindAsync(vendor.Value, Key(audit, number), cancellationToken) is not { } row) return null;
        var slice = Read(row);
        return await _table.FindAsync(vendor.Value, LeaseKey(slice), cancellationToken) is { } lease ? slice with { HeldUntil = VendorLease.ExpiryOf(lease) } : slice;
    }

    /// <summary>The right to read a slice; null while another holds it.</summary>
    /// <param name="owner">Unlike that of any other attempt.</param>
    public Task<VendorLease?> LeaseAsync(AuditSlice slice, string owner, Instant now, Duration duration, CancellationToken cancellationToken = default) =>
        VendorLease.TryTakeAsync(_table, slice.Vendor, LeaseKey(slice), owner, now, duration, cancellationToken);

    /// <summary>Counts that its reading begins.</summary>
    /// <returns>The slice as it is now; null: another has changed it.</returns>
    public Task<AuditSlice?> ClaimAsync(AuditSlice slice, CancellationToken cancellationToken = default) =>
        TryWriteAsync(slice with { Claims = slice.Claims + 1 }, cancellationToken);

    /// <summary>Counts that its message was delivered in vain.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<AuditSlice?> AbandonAsync(AuditSlice slice, CancellationToken cancellationToken = default) =>
        TryWriteAsync(slice with { Abandoned = slice.Abandoned + 1 }, cancellationToken);

    /// <summary>Settles a slice as read.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<AuditSlice?> ReadAsync(AuditSlice slice, string file, long bytes, CancellationToken cancellationToken = default) =>
        TryWriteAsync(slice with { State = SliceState.Read, File = file, Bytes = bytes }, cancellationToken);

    /// <summary>Settles a slice as one that cannot be read.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<AuditSlice?> FailAsync(AuditSlice slice, string code, string message, CancellationToken cancellationToken = default) =>
        TryWriteAsync(slice with { State = SliceState.Failed, ErrorCode = code, ErrorMessage = StoredText.Cut(message) }, cancellationToken);

    /// <summary>Has a slice whose file is lost read again: the same evidence under the same key gives the same.</summary>
    /// <inheritdoc cref="ClaimAsync"/>
    public Task<AuditSlice?> ReopenAsync(AuditSlice slice, CancellationToken cancellationToken = default) =>
        TryWriteAsync(slice with { State = SliceState.Waiting, File = null, Bytes = 0 }, cancellationToken);

    /// <summary>Deletes the slices of an audit that has ended. Repeatable.</summary>
    public async Task DeleteAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var rows = new List<TableTransactionAction>();
            await foreach (var row in RowsAsync(vendor, audit, cancellationToken))
            {
                rows.Add(new(TableTransactionActionType.Delete, row, ETag.All));
                if (rows.Count == RowsAtOnce) break;
            }
            if (rows.Count == 0) return;
            try
            {
                await _table.SubmitAsync(rows, cancellationToken);
            }
            catch (TableTransactionFailedException e) when (e.Status == 404)
            {
                // Another deletes them too.
            }
        }
    }

    private async Task<AuditSlice?> TryWriteAsync(AuditSlice slice, CancellationToken cancellationToken) =>
        await _table.ReplaceAsync(Write(slice), slice.ETag, cancellationToken) is { } etag ? slice with { ETag = etag } : null;

    // `/` is the sign after the full stop, and in no key.
    private IAsyncEnumerable<TableEntity> RowsAsync(VendorId vendor, string audit, CancellationToken cancellationToken, IEnumerable<string>? select = null) => _table.RowsAsync(
        $"PartitionKey eq {vendor.Value} and RowKey gt {$"s.{audit}."} and RowKey lt {$"s.{audit}/"}", select, cancellationToken: cancellationToken);

    private static TableTransactionAction Add(AuditRun run, int number) =>
        new(TableTransactionActionType.Add, Write(new AuditSlice { Vendor = run.Vendor, Audit = run.Id, Number = number }));

    private static TableEntity Write(AuditSlice slice)
    {
        var row = new TableEntity(slice.Vendor.Value, Key(slice.Audit, slice.Number))
        {
            ["Audit"] = slice.Audit,
            ["Number"] = slice.Number,
            ["State"] = slice.State.ToString(),
            ["Claims"] = slice.Claims,
            ["Abandoned"] = slice.Abandoned,
        };
        if (slice.File is not null) (row["File"], row["Bytes"]) = (slice.File, slice.Bytes);
        if (slice.ErrorCode is not null) (row["ErrorCode"], row["ErrorMessage"]) = (slice.ErrorCode, slice.ErrorMessage);
        return row;
    }

    private static AuditSlice Read(TableEntity row) => new()
    {
        Vendor = VendorId.Parse(row.PartitionKey),
        Audit = row.GetString("Audit")!,
        Number = row.GetInt32("Number")!.Value,
        State = Enum.Parse<SliceState>(row.GetString("State")!),
        Claims = row.GetInt32("Claims")!.Value,
        Abandoned = row.GetInt32("Abandoned") ?? 0,
        File = row.GetString("File"),
        Bytes = row.GetInt64("Bytes") ?? 0,
        ErrorCode = row.GetString("ErrorCode"),
        ErrorMessage = row.GetString("ErrorMessage"),
        ETag = row.ETag,
    };

    // The id of an audit holds no full stop.
    private static string Key(string audit, int number) => string.Create(CultureInfo.InvariantCulture, $"s.{audit}.{number:D6}");

    private static string LeaseKey(AuditSlice slice) => Key(slice.Audit, slice.Number) + ".l";

    private static bool IsLease(string key) => key.EndsWith(".l", StringComparison.Ordinal);
}
