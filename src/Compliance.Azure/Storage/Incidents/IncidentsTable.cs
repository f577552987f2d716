using Azure;
using Azure.Data.Tables;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Table <c>incidents</c>: the ledgers and the register. To read or to add goes by <see cref="IncidentJournal"/>, which knows
/// what counts; here are the rows.</summary>
/// <remarks>INVARIANT: a transaction adds records only to a ledger that is sealed to its end. So what is not sealed is what one
/// transaction added, and whoever seals it appends the same entries under the same key.</remarks>
public sealed class IncidentsTable
{
    /// <summary>Records of one append: a transaction has 100 rows, of which one is the head, one the operation and one the opening.</summary>
    public const int MaxRecords = 97;

    // A transaction has 4 MiB, and bytes are told as base64.
    private const int MaxBytes = 2 << 20;

    private readonly StoreTable _table;

    internal IncidentsTable(StoreTable table, Wakeups wakeups) => (_table, Wakeups) = (table, wakeups);

    /// <summary>Which incidents are to be looked at, and when.</summary>
    public Wakeups Wakeups { get; }

    /// <summary>The right to work on an incident; null while another holds it.</summary>
    /// <param name="owner">Unlike that of any other attempt.</param>
    public Task<VendorLease?> LeaseAsync(VendorId vendor, string incident, string owner, Instant now, Duration duration, CancellationToken cancellationToken = default) =>
        VendorLease.TryTakeAsync(_table, vendor, IncidentRows.LeaseKey(incident), owner, now, duration, cancellationToken);

    internal async Task<IncidentHead?> FindAsync(VendorId vendor, string incident, CancellationToken cancellationToken) =>
        Opening.IsId(incident) && await _table.FindAsync(vendor.Value, incident, cancellationToken) is { } row ? IncidentRows.ReadHead(row) : null;

    /// <summary>A page of the register, by id.</summary>
    internal async Task<Listing<IncidentHead>> ListAsync(VendorId vendor, int pageSize, string? continuation, CancellationToken cancellationToken)
    {
        var page = await _table.PageAsync(
            $"PartitionKey eq {vendor.Value} and RowKey ge {IncidentRows.HeadsBegin} and RowKey lt {IncidentRows.HeadsEnd}", pageSize, continuation, cancellationToken);
        return page is null ? new([], null) : new([.. page.Values.Select(IncidentRows.ReadHead)], page.ContinuationToken);
    }

    /// <summary>The records up to the head's size; one that came after the head was read is left out.</summary>
    internal async Task<IReadOnlyList<StoredRecord>> RecordsAsync(IncidentHead head, CancellationToken cancellationToken)
    {
        var (begin, end) = IncidentRows.RecordKeys(head.Id);
        var records = new List<StoredRecord>(head.Size);
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {head.Vendor.Value} and RowKey ge {begin} and RowKey lt {end}", cancellationToken: cancellationToken))
        {
            if (records.Count == head.Size) break;
            var record = IncidentRows.Read(row, head.Id);
            if (record.Number != records.Count + 1) break;
            records.Add(record);
        }
        return records.Count == head.Size
            ? records
            : throw new InvalidDataException($"record {records.Count + 1} of the incident `{head.Id}` of `{head.Vendor}` is missing: {head.Size} were appended");
    }

    /// <summary>What an operation added the first time; null: it was not done.</summary>
    internal async Task<(string Body, int First, int Count)?> OperationAsync(VendorId vendor, string incident, IdempotencyKey key, CancellationToken cancellationToken) =>
        await _table.FindAsync(vendor.Value, IncidentRows.OperationKey(incident, key), cancellationToken) is { } row
            ? (row.GetString("Body")!, row.GetInt32("First")!.Value, row.GetInt32("Count")!.Value) : null;

    /// <summary>The incident that an operation opened; null: it opened none.</summary>
    internal async Task<(string Body, string Incident)?> OpeningAsync(VendorId vendor, IdempotencyKey key, CancellationToken cancellationToken) =>
        await _table.FindAsync(vendor.Value, IncidentRows.OpeningKey(key), cancellationToken) is { } row ? (row.GetString("Body")!, row.GetString("Incident")!) : null;

    /// <summary>Writes an incident with its first records; null when there is one of that id, or the operation was done.</summary>
    internal async Task<IncidentHead?> AddAsync(VendorId vendor, string incident, IdempotencyKey? key, IReadOnlyList<IncidentRecord> records, CancellationToken cancellationToken)
    {
        var head = IncidentHead.Of(vendor, incident, records, 0);
        var rows = new List<TableTransactionAction> { new(TableTransactionActionType.Add, IncidentRows.Write(head)) };
        if (key is not null)
        {
            rows.Add(new(TableTransactionActionType.Add, new TableEntity(vendor.Value, IncidentRows.OpeningKey(key)) { ["Body"] = key.BodySha256, ["Incident"] = incident }));
        }
        rows.AddRange(Added(vendor, incident, 1, records));
        return await SubmitAsync(rows, 0, head, cancellationToken);
    }

    /// <summary>Adds records to a sealed ledger of a known version; null when it has changed since, or the operation was done.</summary>
    /// <param name="before">All records up to now.</param>
    internal async Task<IncidentHead?> AppendAsync(
        IncidentHead head, IdempotencyKey? key, IReadOnlyList<IncidentRecord> before, IReadOnlyList<IncidentRecord> records, CancellationToken cancellationToken)
    {
        if (head.Sealed != head.Size) throw new ArgumentException($"the incident `{head.Id}` is not sealed to its end", nameof(head));
        var next = IncidentHead.Of(head.Vendor, head.Id, [.. before, .. records], head.Sealed);
        var rows = new List<TableTransactionAction>();
        if (key is not null)
        {
            var operation = new TableEntity(head.Vendor.Value, IncidentRows.OperationKey(head.Id, key)) { ["Body"] = key.BodySha256, ["First"] = head.Size + 1, ["Count"] = records.Count };
            rows.Add(new(TableTransactionActionType.Add, operation));
        }
        rows.Add(new(TableTransactionActionType.UpdateReplace, IncidentRows.Write(next), head.ETag));
        rows.AddRange(Added(head.Vendor, head.Id, head.Size + 1, records));
        return await SubmitAsync(rows, key is null ? 0 : 1, next, cancellationToken);
    }

    /// <summary>Notes where the entries of unsealed records lie; null when somebody else has.</summary>
    internal async Task<IncidentHead?> SealAsync(IncidentHead head, IReadOnlyList<long> indexes, CancellationToken cancellationToken)
    {
        var next = head with { Sealed = head.Size };
        var rows = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.UpdateMerge, new TableEntity(head.Vendor.Value, head.Id) { ["Sealed"] = head.Size }, head.ETag),
        };
        for (var i = 0; i < indexes.Count; i++)
        {
            var row = new TableEntity(head.Vendor.Value, IncidentRows.RecordKey(head.Id, head.Sealed + 1 + i)) { ["Index"] = indexes[i] };
            rows.Add(new(TableTransactionActionType.UpdateMerge, row, ETag.All));
        }
        return await SubmitAsync(rows, 0, next, cancellationToken);
    }

    private async Task<IncidentHead?> SubmitAsync(List<TableTransactionAction> rows, int headAt, IncidentHead next, CancellationToken cancellationToken)
    {
        try
        {
            var responses = await _table.SubmitAsync(rows, cancellationToken);
            // A service that does not say the new version is asked for it.
            return responses[headAt].Headers.ETag is { } etag ? next with { ETag = etag } : await FindAsync(next.Vendor, next.Id, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (e is { Status: 412 or 409 } && e.FailedTransactionActionIndex <= 1)
        {
            return null;
        }
    }

    private static List<TableTransactionAction> Added(VendorId vendor, string incident, int first, IReadOnlyList<IncidentRecord> records)
    {
        if (records.Count is 0 or > MaxRecords) throw new ArgumentException($"an append has 1 to {MaxRecords} records, not {records.Count}", nameof(records));
        var rows = new List<TableTransactionAction>(records.Count);
        var bytes = 0;
        foreach (var record in records)
        {
            var json = IncidentJson.Write(record);
            bytes += json.Length;
            if (bytes > MaxBytes) throw new InputException($"the {records.Count} records of one act have more than {MaxBytes} bytes: record them in several acts");
            rows.Add(new(TableTransactionActionType.Add, IncidentRows.Write(vendor, incident, first + rows.Count, json)));
        }
        return rows;
    }
}
