using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Compliance.Secrets;
using Compliance.Trail.Export;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Table <c>names</c>: what the trail's pseudonyms stand for, for those allowed to know. Its names may be forgotten at
/// any time, and the trail verifies as before.</summary>
/// <remarks>A name that was forgotten leaves a row without it, so that the next audit that sees the person does not bring it back.
/// INVARIANT: a name is only ever inserted, never written over a row: whoever adds names and whoever forgets one cannot miss each other.</remarks>
public sealed class NamesTable
{
    // A transaction has at most 100 rows.
    private const int RowsAtOnce = 100;

    // So few are asked for one by one; more are found by reading what lies between them.
    private const int AskedSingly = 8;
    private const int MaxRaces = 20;

    private readonly StoreTable _table;
    private readonly VendorsTable _vendors;

    internal NamesTable(StoreTable table, VendorsTable vendors) => (_table, _vendors) = (table, vendors);

    /// <summary>Makes sure that names are there. A pseudonym follows from its name, so one that is there already stays; one that
    /// was forgotten stays forgotten, and of a vendor whose key was destroyed none is kept.</summary>
    /// <param name="names">Pseudonym → name.</param>
    public async Task AddAsync(VendorId vendor, IReadOnlyDictionary<string, string> names, CancellationToken cancellationToken = default)
    {
        var added = new List<string>();
        foreach (var batch in names.OrderBy(name => name.Key, StringComparer.Ordinal).Chunk(RowsAtOnce))
            added.AddRange(await AddAsync(vendor, batch, cancellationToken));
        // Asked after they were added: the decision comes before the clearing, so a name that comes after the clearing sees it here.
        if (added.Count == 0 || await _vendors.SettingAsync(vendor, VendorKeys.DestroyedSetting, cancellationToken) is null) return;
        foreach (var pseudonym in added) await _table.DeleteAsync(vendor.Value, pseudonym, cancellationToken);
    }

    /// <summary>Who acts, as an entry of the trail names them; the name behind it is kept from then on. Of a vendor whose key was destroyed it is
    /// <see cref="VendorKeys.Unnamed"/>, with no name behind.</summary>
    public async Task<string> ActorAsync(VendorId vendor, VendorKeys keys, string name, CancellationToken cancellationToken = default)
    {
        var actor = await keys.ActorAsync(vendor, name, cancellationToken);
        if (actor != VendorKeys.Unnamed) await AddAsync(vendor, new Dictionary<string, string> { [actor] = name }, cancellationToken);
        return actor;
    }

    /// <summary>The name behind a pseudonym; null when it is unknown or was forgotten.</summary>
    public async Task<string?> FindAsync(VendorId vendor, string pseudonym, CancellationToken cancellationToken = default) =>
        (await RowAsync(vendor, pseudonym, cancellationToken))?.Name;

    /// <summary>Takes a row out, also that of a forgotten name: whoever sees the name again may add it.</summary>
    public Task DeleteAsync(VendorId vendor, string pseudonym, CancellationToken cancellationToken = default) =>
        _table.DeleteAsync(vendor.Value, pseudonym, cancellationToken);

    internal async Task<NameRow?> RowAsync(VendorId vendor, string pseudonym, CancellationToken cancellationToken) =>
        await _table.FindAsync(vendor.Value, pseudonym, cancellationToken) is { } row ? NameRow.Read(row) : null;

    /// <summary>All names of a vendor, in ordinal order of their pseudonyms.</summary>
    public async IAsyncEnumerable<PseudonymName> AllAsync(VendorId vendor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", ["RowKey", "Name"], cancellationToken: cancellationToken))
            if (row.GetString("Name") is { } name) yield return new(row.RowKey, name);
    }

    /// <summary>Writes down that a name is being forgotten, beside the name; an act that was begun before is the one that counts.</summary>
    internal async Task<ForgettingAct> BeginAsync(VendorId vendor, string pseudonym, ForgettingAct act, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var row = await RowAsync(vendor, pseudonym, cancellationToken);
            if (row?.Act is { } begun) return begun;
            var change = new TableEntity(vendor.Value, pseudonym) { ["Act"] = act.Write() };
            var written = row is null ? await _table.AddAsync(change, cancellationToken) : await _table.MergeAsync(change, row.ETag, cancellationToken) is not null;
            if (written) return act;
        }
        throw new InputException($"the name of `{pseudonym}` is being changed by others all the time: try again");
    }

    /// <summary>Takes a name away for good: its row says only when.</summary>
    internal Task ForgetAsync(VendorId vendor, string pseudonym, Instant at, CancellationToken cancellationToken) =>
        _table.PutAsync(new TableEntity(vendor.Value, pseudonym) { ["Forgotten"] = at.ToUnixTimeTicks() }, cancellationToken);

    /// <summary>Deletes every row of a vendor; how many there were.</summary>
    internal async Task<int> ClearAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var keys = new List<string>();
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value}", ["PartitionKey", "RowKey"], cancellationToken: cancellationToken)) keys.Add(row.RowKey);
        foreach (var key in keys)
        {
            await _table.DeleteAsync(vendor.Value, key, cancellationToken);
            deleted++;
        }
        return deleted;
    }

    /// <returns>Pseudonyms of the names that were not there.</returns>
    private async Task<IEnumerable<string>> AddAsync(VendorId vendor, KeyValuePair<string, string>[] batch, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            var known = await KnownAsync(vendor, batch, cancellationToken);
            var rows = batch.Where(name => !known.Contains(name.Key)).Select(name => new TableTransactionAction(
                TableTransactionActionType.Add, new TableEntity(vendor.Value, name.Key) { ["Name"] = StoredText.Cut(name.Value) })).ToList();
            try
            {
                if (rows.Count > 0) await _table.SubmitAsync(rows, cancellationToken);
                return rows.Select(row => row.Entity.RowKey);
            }
            // Somebody added one of them in between, or forgot it.
            catch (TableTransactionFailedException e) when (e.Status == 409 && race < MaxRaces)
            {
            }
        }
    }

    private async Task<HashSet<string>> KnownAsync(VendorId vendor, KeyValuePair<string, string>[] batch, CancellationToken cancellationToken)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (batch.Length <= AskedSingly)
        {
            foreach (var (pseudonym, _) in batch)
                if (await _table.FindAsync(vendor.Value, pseudonym, cancellationToken) is not null) known.Add(pseudonym);
            return known;
        }
        var (first, last) = (batch[0].Key, batch[^1].Key);
        await foreach (var row in _table.RowsAsync($"PartitionKey eq {vendor.Value} and RowKey ge {first} and RowKey le {last}", ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
            known.Add(row.RowKey);
        return known;
    }
}

/// <summary>A row of table <c>names</c>.</summary>
/// <param name="Name">Null: forgotten, or never known.</param>
/// <param name="Forgotten">Since when it is kept out.</param>
/// <param name="Act">An act of forgetting that was begun and has not ended.</param>
internal sealed record NameRow(string Pseudonym, string? Name, Instant? Forgotten, ForgettingAct? Act, ETag ETag)
{
    public static NameRow Read(TableEntity row) => new(
        row.RowKey, row.GetString("Name"), StoredTime.Read(row.GetInt64("Forgotten")),
        row.GetString("Act") is { } act ? ForgettingAct.Read(act) : null, row.ETag);
}

/// <summary>What the entry of an act of forgetting says, decided before it is written, so that a repetition says the same.</summary>
/// <param name="Ticks">When, in 100 ns since 1970.</param>
/// <param name="By">Pseudonym of who ordered it.</param>
/// <param name="Findings">How many findings it is about.</param>
/// <param name="Reason"><c>sha256:…</c>; null: none was given.</param>
internal sealed record ForgettingAct(long Ticks, string By, int Findings, string? Reason)
{
    [JsonIgnore]
    public Instant At => Instant.FromUnixTimeTicks(Ticks);

    public string Write() => JsonSerializer.Serialize(this, NamesJson.Default.ForgettingAct);

    public static ForgettingAct Read(string text) => JsonSerializer.Deserialize(text, NamesJson.Default.ForgettingAct)!;
}

[JsonSerializable(typeof(ForgettingAct))]
internal sealed partial class NamesJson : JsonSerializerContext;
