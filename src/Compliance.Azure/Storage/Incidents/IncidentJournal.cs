using Compliance.Incidents;
using Compliance.Secrets;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>The ledgers of incidents. Each record is an entry of the trail, and counts, for readers and for what is done next, only
/// once that entry is in.</summary>
/// <remarks>The order of an append: the wake-up, so that nothing is forgotten; records, operation and head in one transaction; the names
/// behind the pseudonyms; the trail; the head again, which now says that the records are sealed. Whoever comes to a ledger that was
/// left between the second and the last seals it first: the entries follow from the records, their key from the first number.</remarks>
public sealed class IncidentJournal
{
    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly TimeProvider _clock;
    private readonly Backoff _backoff;

    public IncidentJournal(Store store, VendorKeys keys, TimeProvider? clock = null)
    {
        (_store, _keys, _clock) = (store, keys, clock ?? TimeProvider.System);
        _backoff = new Backoff(_clock);
    }

    private Instant Now => Instant.FromDateTimeOffset(_clock.GetUtcNow());

    /// <summary>An incident, sealed; null when there is none of that id.</summary>
    public async Task<StoredIncident?> FindAsync(VendorId vendor, string id, CancellationToken cancellationToken = default) =>
        await LoadAsync(vendor, id, cancellationToken) is { } ledger ? await SealAsync(ledger, cancellationToken) : null;

    /// <summary>A page of a vendor's register, by id; every incident is in it, however it ended.</summary>
    public async Task<Listing<IncidentHead>> ListAsync(VendorId vendor, int pageSize, string? continuation = null, CancellationToken cancellationToken = default)
    {
        var page = await _store.Incidents.ListAsync(vendor, pageSize, continuation, cancellationToken);
        var heads = new List<IncidentHead>(page.Items.Count);
        foreach (var head in page.Items)
            heads.Add(head.Sealed == head.Size ? head : (await FindAsync(vendor, head.Id, cancellationToken))?.Head ?? head);
        return new(heads, page.Continuation);
    }

    /// <summary>Opens an incident; one of that id, or opened by the same operation, is given as it is.</summary>
    /// <param name="records">The first is <see cref="Opened"/>.</param>
    /// <exception cref="InputException">The id or a record is refused.</exception>
    public async Task<AppendResult> OpenAsync(VendorId vendor, string id, IReadOnlyList<IncidentRecord> records, IdempotencyKey? key = null, CancellationToken cancellationToken = default)
    {
        Opening.RequireId(id);
        for (var attempt = 1; ; attempt++)
        {
            if (await EarlierAsync(vendor, id, key, cancellationToken) is { } earlier) return earlier;
            try
            {
                await RequireGoingAsync(vendor, cancellationToken);
                await _store.Incidents.Wakeups.PutAsync(vendor, id, Now, cancellationToken);
                if (await _store.Incidents.AddAsync(vendor, id, key, records, cancellationToken) is not { } head)
                {
                    if (attempt > Backoff.MaxRaces) throw new TrailUnavailableException($"the incident `{id}` could neither be opened nor found. Try again");
                    continue;
                }
                var stored = await SealAsync(new(head, [.. records.Select((record, i) => new StoredRecord(i + 1, record, null))]), cancellationToken);
                return new(AppendOutcome.Appended, stored, 1, records.Count);
            }
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken) && attempt <= Backoff.MaxUnanswered)
            {
                await _backoff.DelayAsync(attempt, cancellationToken);
            }
        }
    }

    /// <summary>Adds what a command decides on the incident as it is now; asked again when somebody else was first.</summary>
    /// <param name="key">Names the act, so that a repetition adds nothing. Null: the command itself, asked again, has nothing to add.</param>
    /// <param name="decide">The records to add; none is an answer. It may refuse with an <see cref="InputException"/>.</param>
    /// <param name="announce">False: whoever calls looks at the incident because of a wake-up, and settles it only afterwards.</param>
    /// <returns>Null when there is no such incident.</returns>
    public async Task<AppendResult?> AppendAsync(
        VendorId vendor, string id, IdempotencyKey? key, Func<Incident, IReadOnlyList<IncidentRecord>> decide, bool announce = true, CancellationToken cancellationToken = default)
    {
        var (races, unanswered) = (0, 0);
        while (await FindAsync(vendor, id, cancellationToken) is { } stored)
        {
            if (key is not null && await _store.Incidents.OperationAsync(vendor, id, key, cancellationToken) is { } earlier)
                return new(earlier.Body == key.BodySha256 ? AppendOutcome.Repeated : AppendOutcome.KeyReused, stored, earlier.First, earlier.Count);
            var records = decide(stored.Incident);
            if (records.Count == 0) return new(AppendOutcome.Appended, stored, stored.Head.Size + 1, 0);
            try
            {
                await RequireGoingAsync(vendor, cancellationToken);
                if (announce) await _store.Incidents.Wakeups.PutAsync(vendor, id, Now, cancellationToken);
                if (await _store.Incidents.AppendAsync(stored.Head, key, stored.Incident.Records, records, cancellationToken) is { } head)
                {
                    var added = records.Select((record, i) => new StoredRecord(stored.Head.Size + 1 + i, record, null));
                    var before = stored.Incident.Records.Select((record, i) => new StoredRecord(i + 1, record, stored.Indexes[i]));
                    return new(AppendOutcome.Appended, await SealAsync(new(head, [.. before, .. added]), cancellationToken), stored.Head.Size + 1, records.Count);
                }
                if (++races > Backoff.MaxRaces) throw new TrailUnavailableException($"the incident `{id}` is busy: {Backoff.MaxRaces} times another writer was first. Try again");
                await _backoff.DelayAsync(races, cancellationToken);
            }
            // Whether it was written is unknown: the operation, or the command on what is there now, tells.
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken) && ++unanswered <= Backoff.MaxUnanswered)
            {
                await _backoff.DelayAsync(unanswered, cancellationToken);
            }
        }
        return null;
    }

    private async Task<AppendResult?> EarlierAsync(VendorId vendor, string id, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var opening = key is null ? null : await _store.Incidents.OpeningAsync(vendor, key, cancellationToken);
        if (await FindAsync(vendor, opening?.Incident ?? id, cancellationToken) is not { } stored) return null;
        return new(opening is null || opening.Value.Body == key!.BodySha256 ? AppendOutcome.Repeated : AppendOutcome.KeyReused, stored, 1, 0);
    }

    private async Task<Ledger?> LoadAsync(VendorId vendor, string id, CancellationToken cancellationToken) =>
        await _store.Incidents.FindAsync(vendor, id, cancellationToken) is { } head
            ? new(head, await _store.Incidents.RecordsAsync(head, cancellationToken)) : null;

    private async Task<StoredIncident> SealAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        var (races, unanswered) = (0, 0);
        while (ledger.Head.Sealed < ledger.Head.Size)
        {
            var indexes = await EnterAsync(ledger, cancellationToken);
            try
            {
                if (await _store.Incidents.SealAsync(ledger.Head, indexes, cancellationToken) is { } head)
                    return ledger.Sealed(head, indexes, KeysOf(head));
            }
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken) && ++unanswered <= Backoff.MaxUnanswered)
            {
                await _backoff.DelayAsync(unanswered, cancellationToken);
            }
            if (++races > Backoff.MaxRaces) throw new TrailUnavailableException($"the incident `{ledger.Head.Id}` is busy: {Backoff.MaxRaces} times another writer was first. Try again");
            ledger = await LoadAsync(ledger.Head.Vendor, ledger.Head.Id, cancellationToken)
                ?? throw new InvalidDataException($"the incident `{ledger.Head.Id}` has disappeared from the store");
        }
        return ledger.Sealed(ledger.Head, [], KeysOf(ledger.Head));
    }

    // Names first: a pseudonym in the trail always has its name, until somebody deletes it.
    private async Task<List<long>> EnterAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        var (vendor, id) = (ledger.Head.Vendor, ledger.Head.Id);
        var writer = new IncidentEntries(Incident.Of(id, vendor, ledger.Records.Select(stored => stored.Record)), await _keys.OfAsync(vendor, cancellationToken));
        var entries = ledger.Records.Skip(ledger.Head.Sealed).Select(stored => writer.Of(stored.Number)).ToList();
        await _store.Names.AddAsync(vendor, writer.Names, cancellationToken);
        var indexes = new List<long>(entries.Count);
        foreach (var chunk in TrailChunks.Cut(entries))
        {
            var first = ledger.Head.Sealed + indexes.Count + 1;
            var position = await _store.Trail.AppendAsync(vendor.Value, $"incident/{id}/{first}", chunk, cancellationToken);
            for (var i = 0; i < position.Count; i++) indexes.Add(position.First + i);
        }
        return indexes;
    }

    // Records whose entries a halted trail does not take could not be sealed, and their incident not be read until it goes on.
    private async Task RequireGoingAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        if (await _store.Halts.FindAsync(vendor, cancellationToken) is { } halt) throw new TrailHaltedException(vendor.Value, halt);
    }

    private Func<CancellationToken, Task<Pseudonyms>> KeysOf(IncidentHead head) => cancellationToken => _keys.OfAsync(head.Vendor, cancellationToken);

    /// <summary>A ledger as it lies there, perhaps not sealed to its end.</summary>
    private sealed record Ledger(IncidentHead Head, IReadOnlyList<StoredRecord> Records)
    {
        public StoredIncident Sealed(IncidentHead head, List<long> added, Func<CancellationToken, Task<Pseudonyms>> keys) => new(
            head, Incident.Of(head.Id, head.Vendor, Records.Select(stored => stored.Record)),
            [.. Records.Take(Records.Count - added.Count).Select(stored => stored.Index!.Value), .. added])
        { Keys = keys };
    }
}
