using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>A message that asks for an audit, until the audit has begun; of one that waits, until it has ended.</summary>
/// <param name="Written">When it was put down.</param>
/// <param name="Due">From when on it is sent again.</param>
public sealed record AuditMessage(VendorId Vendor, string Audit, Instant Written, Instant Due)
{
    /// <summary>The audit has begun and waits, for its slices or for its vendor: sent again until it has ended.</summary>
    public bool Begun { get; init; }

    /// <summary>How far its slices had come at the last look.</summary>
    public int Progress { get; init; }

    /// <summary>How many looks in a row have found it no further.</summary>
    public int Looks { get; init; }
}

/// <summary>Table <c>outbox</c>: a message leaves after the answer to its request and can be lost; what lies here is sent again.</summary>
/// <remarks>One partition: it holds only what has not begun, or waits.</remarks>
public sealed class Outbox
{
    private const string Audits = "audits";

    private readonly StoreTable _table;

    internal Outbox(StoreTable table) => _table = table;

    /// <summary>Puts a message down, or down again.</summary>
    public Task PutAsync(AuditMessage message, CancellationToken cancellationToken = default) =>
        _table.PutAsync(
            new TableEntity(Audits, Key(message.Vendor, message.Audit))
            {
                ["Vendor"] = message.Vendor.Value,
                ["Audit"] = message.Audit,
                ["Written"] = message.Written.ToUnixTimeTicks(),
                ["Due"] = message.Due.ToUnixTimeTicks(),
                ["Begun"] = message.Begun,
                ["Progress"] = message.Progress,
                ["Looks"] = message.Looks,
            },
            cancellationToken);

    /// <summary>What is due, in the order of the keys.</summary>
    public async IAsyncEnumerable<AuditMessage> DueAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {Audits} and Due le {now.ToUnixTimeTicks()}", cancellationToken: cancellationToken))
            yield return Read(row);
    }

    /// <summary>The message of an audit, or null.</summary>
    public async Task<AuditMessage?> FindAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(Audits, Key(vendor, audit), cancellationToken) is { } row ? Read(row) : null;

    public Task DeleteAsync(VendorId vendor, string audit, CancellationToken cancellationToken = default) =>
        _table.DeleteAsync(Audits, Key(vendor, audit), cancellationToken);

    private static AuditMessage Read(TableEntity row) => new(
        VendorId.Parse(row.GetString("Vendor")), row.GetString("Audit")!,
        Instant.FromUnixTimeTicks(row.GetInt64("Written")!.Value), Instant.FromUnixTimeTicks(row.GetInt64("Due")!.Value))
    {
        Begun = row.GetBoolean("Begun") ?? false,
        Progress = row.GetInt32("Progress") ?? 0,
        Looks = row.GetInt32("Looks") ?? 0,
    };

    // Neither part holds a full stop.
    private static string Key(VendorId vendor, string audit) => $"{vendor}.{audit}";
}
