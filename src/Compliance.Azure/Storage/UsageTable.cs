using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Compliance.Findings;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Table <c>usage</c>, partition = vendor: what audits saw of use. A row for each principal (its pseudonym), each permission
/// (<c>r…</c>) and each source (<c>s…</c>); <c>h</c> says up to when.</summary>
/// <remarks>Writing puts together what is there and what is given (<see cref="UsageMerge"/>), each row under If-Match: a write that was cut off, or
/// that another overtook, is done again as a whole.</remarks>
public sealed class UsageTable
{
    private const string Head = "h";
    private const int RowsAtOnce = 100;
    private const int MaxRaces = 20;

    private readonly StoreTable _table;

    internal UsageTable(StoreTable table) => _table = table;

    /// <summary>What is known of a vendor, as the document that is frozen for a run; principals are pseudonyms.</summary>
    internal async Task<byte[]> DocumentAsync(VendorId vendor, CancellationToken cancellationToken = default) => StoredUsage.Write(await ReadAsync(vendor, cancellationToken));

    /// <summary>What is known of a vendor; principals are pseudonyms. Null: nothing.</summary>
    public async Task<Usage?> ReadAsync(VendorId vendor, CancellationToken cancellationToken = default) => Read(await RowsAsync(vendor, cancellationToken));

    /// <summary>Adds what an audit saw. Repeatable.</summary>
    /// <param name="usage">As the audit has it, with names.</param>
    internal Task MergeAsync(VendorId vendor, Usage usage, Pseudonyms pseudonyms, CancellationToken cancellationToken = default) =>
        MergeAsync(vendor, UsageNames.Hidden(usage, pseudonyms), cancellationToken);

    /// <summary>Adds what a run that succeeded saw and nobody has remembered yet. Repeatable.</summary>
    internal async Task<AuditRun> RememberAsync(AuditsTable audits, AuditRun run, CancellationToken cancellationToken = default)
    {
        if (await audits.SeenAsync(run, cancellationToken) is not { } seen) return run;
        await MergeAsync(run.Vendor, StoredUsage.Read(seen), cancellationToken);
        return await audits.RememberedAsync(run, cancellationToken);
    }

    private async Task MergeAsync(VendorId vendor, Usage hidden, CancellationToken cancellationToken)
    {
        for (var races = 0; ; races++)
        {
            var rows = await RowsAsync(vendor, cancellationToken);
            var changes = Changes(rows, Rows(vendor, (Read(rows) ?? hidden).With(hidden)));
            try
            {
                foreach (var batch in changes.Chunk(RowsAtOnce)) await _table.SubmitAsync(batch, cancellationToken);
                return;
            }
            catch (TableTransactionFailedException e) when (e.Status is 412 or 409 or 404 && races < MaxRaces)
            {
                // Another audit has written since: what it wrote is read and put together again.
            }
        }
    }

    private async Task<Dictionary<string, TableEntity>> RowsAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", cancellationToken: cancellationToken)) rows.Add(row.RowKey, row);
        return rows;
    }

    // The head comes last: it says that all before it is there.
    private static List<TableTransactionAction> Changes(Dictionary<string, TableEntity> before, List<TableEntity> after)
    {
        var actions = new List<TableTransactionAction>();
        foreach (var row in after)
        {
            if (!before.Remove(row.RowKey, out var old)) actions.Add(new(TableTransactionActionType.Add, row));
            else if (!Same(old, row)) actions.Add(new(TableTransactionActionType.UpdateReplace, row, old.ETag));
        }
        actions.InsertRange(0, before.Values.Select(gone => new TableTransactionAction(TableTransactionActionType.Delete, gone, gone.ETag)));
        return actions;
    }

    private static bool Same(TableEntity one, TableEntity other) => other.Keys.All(column =>
        one.TryGetValue(column, out var value) && (value is byte[] bytes ? bytes.AsSpan().SequenceEqual((byte[])other[column]) : Equals(value, other[column])));

    private static List<TableEntity> Rows(VendorId vendor, Usage usage)
    {
        var rows = new List<TableEntity>();
        foreach (var source in usage.Sources)
        {
            rows.Add(new TableEntity(vendor.Value, "s" + Digest(source.Path))
            {
                ["Path"] = StoredText.Cut(source.Path),
                ["D"] = Packed(JsonSerializer.SerializeToUtf8Bytes(new StoredSourceUsage(source.Path, source.Days.ToDictionary()), StorageJson.Default.StoredSourceUsage)),
            });
        }
        foreach (var permission in usage.Permissions)
        {
            rows.Add(new TableEntity(vendor.Value, "r" + Digest($"{permission.Role}\n{permission.Action}"))
            {
                ["D"] = Packed(JsonSerializer.SerializeToUtf8Bytes(
                    StoredPermissionUsage.Of(permission), StorageJson.Default.StoredPermissionUsage)),
            });
        }
        foreach (var principal in usage.Principals)
        {
            rows.Add(new TableEntity(vendor.Value, principal.Principal)
            {
                ["D"] = Packed(JsonSerializer.SerializeToUtf8Bytes(StoredPrincipalUsage.Of(principal), StorageJson.Default.StoredPrincipalUsage)),
            });
        }
        rows.Add(new TableEntity(vendor.Value, Head)
        {
            ["Until"] = usage.Until.ToUnixTimeTicks(),
            ["D"] = Packed(JsonSerializer.SerializeToUtf8Bytes([.. usage.Reached], StorageJson.Default.ListDayRange)),
        });
        return rows;
    }

    private static Usage? Read(Dictionary<string, TableEntity> rows)
    {
        if (!rows.TryGetValue(Head, out var head)) return null;
        var ordered = rows.Values.OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        return new Usage
        {
            Until = Instant.FromUnixTimeTicks(head.GetInt64("Until")!.Value),
            Reached = JsonSerializer.Deserialize(Unpacked(head), StorageJson.Default.ListDayRange)!,
            Sources = [.. Of("s", StorageJson.Default.StoredSourceUsage).Select(source => new SourceUsage(source.Path, new SortedDictionary<int, long>(source.Days)))],
            Permissions = [.. Of("r", StorageJson.Default.StoredPermissionUsage).Select(permission => permission.ToUsage())],
            Principals = [.. Of("p:", StorageJson.Default.StoredPrincipalUsage).Select(principal => principal.ToUsage())],
        };

        IEnumerable<T> Of<T>(string prefix, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
            ordered.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)).Select(row => JsonSerializer.Deserialize(Unpacked(row), type)!);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static byte[] Packed(byte[] json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(json);
        return packed.ToArray();
    }

    private static byte[] Unpacked(TableEntity row)
    {
        using var packed = new MemoryStream(row.GetBinary("D")!);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var json = new MemoryStream();
        gzip.CopyTo(json);
        return json.ToArray();
    }
}
