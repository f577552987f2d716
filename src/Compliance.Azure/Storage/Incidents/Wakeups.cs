using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>That an incident is to be looked at.</summary>
/// <param name="Written">When somebody last announced records.</param>
/// <param name="Due">When to look.</param>
public sealed record Wakeup(VendorId Vendor, string Incident, Instant Written, Instant Due)
{
    /// <summary>Version of the row.</summary>
    public ETag ETag { get; init; }
}

/// <summary>Rows of table <c>outbox</c>, partition <c>incidents</c>: the incidents that somebody must look at, and when. A row is written
/// before the records that it announces; a process that dies between the two leaves a look too many, never one too few.</summary>
public sealed class Wakeups
{
    private const string Incidents = "incidents";

    // Who announced records has written them by then, or never will: no request lives that long.
    private static readonly Duration Announced = Duration.FromMinutes(2);

    private readonly StoreTable _table;

    internal Wakeups(StoreTable table) => _table = table;

    /// <summary>Announces records.</summary>
    public Task PutAsync(VendorId vendor, string incident, Instant now, CancellationToken cancellationToken = default) =>
        _table.PutAsync(Row(new(vendor, incident, now, now)), cancellationToken);

    /// <summary>What is due, in the order of the keys.</summary>
    public async IAsyncEnumerable<Wakeup> DueAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {Incidents} and Due le {now.ToUnixTimeTicks()}", cancellationToken: cancellationToken)) yield return Read(row);
    }

    /// <summary>The incident's own, or null.</summary>
    public async Task<Wakeup?> FindAsync(VendorId vendor, string incident, CancellationToken cancellationToken = default) =>
        await _table.FindAsync(Incidents, Key(vendor, incident), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Says when to look again, after a look that began when the row was of this version; in a newer one somebody has announced
    /// more, and it stays.</summary>
    /// <param name="began">When the look began.</param>
    /// <param name="next">Null: not again.</param>
    public async Task SettleAsync(Wakeup wakeup, Instant began, Instant? next, CancellationToken cancellationToken = default)
    {
        // What was announced may have been written only after the look.
        var due = began - wakeup.Written < Announced ? Earlier(next, wakeup.Written + Announced) : next;
        if (due is { } again) await _table.ReplaceAsync(Row(wakeup with { Due = again }), wakeup.ETag, cancellationToken);
        else await _table.DeleteAsync(Incidents, Key(wakeup.Vendor, wakeup.Incident), wakeup.ETag, cancellationToken);
    }

    private static Instant Earlier(Instant? one, Instant other) => one is { } instant && instant < other ? instant : other;

    private static TableEntity Row(Wakeup wakeup) => new(Incidents, Key(wakeup.Vendor, wakeup.Incident))
    {
        ["Vendor"] = wakeup.Vendor.Value,
        ["Incident"] = wakeup.Incident,
        ["Written"] = wakeup.Written.ToUnixTimeTicks(),
        ["Due"] = wakeup.Due.ToUnixTimeTicks(),
    };

    private static Wakeup Read(TableEntity row) => new(
        VendorId.Parse(row.GetString("Vendor")), row.GetString("Incident")!, Instant.FromUnixTimeTicks(row.GetInt64("Written")!.Value),
        Instant.FromUnixTimeTicks(row.GetInt64("Due")!.Value))
    {
        ETag = row.ETag,
    };

    // Neither part holds a full stop.
    private static string Key(VendorId vendor, string incident) => $"{vendor}.{incident}";
}
