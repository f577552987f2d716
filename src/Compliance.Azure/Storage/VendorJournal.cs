using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Secrets;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Records what people do about a vendor: in the trail first, then it happens. A request that was cut off is made again as
/// it was and leaves one entry: the time of an act is decided once, by whoever comes first.</summary>
public sealed class VendorJournal
{
    private readonly Store _store;
    private readonly VendorKeys _keys;
    private readonly TimeProvider _clock;

    public VendorJournal(Store store, VendorKeys keys, TimeProvider clock) => (_store, _keys, _clock) = (store, keys, clock);

    /// <summary>That a file came in. The same bytes at the same path are one entry, however often they are sent.</summary>
    public async Task EvidenceReceivedAsync(VendorId vendor, string actor, StoredEvidence evidence, CancellationToken cancellationToken = default)
    {
        var act = new JsonObject { ["source"] = StoredText.ForEntry(evidence.Path), ["sha256"] = evidence.Sha256, ["bytes"] = evidence.Length, ["method"] = "upload" };
        await RecordAsync(vendor, actor, "evidence received", _ => act, "", cancellationToken);
    }

    /// <summary>That a file of the contract takes the place of another; before it does.</summary>
    /// <param name="before">What was there; null: nothing.</param>
    public async Task FileChangedAsync(
        VendorId vendor, string actor, string file, string sha256, StoredEvidence? before, CancellationToken cancellationToken = default)
    {
        var act = ResultJson.Present(("file", file), ("sha256", sha256), ("before", before?.Sha256));
        await RecordAsync(vendor, actor, "configuration changed", _ => act, before?.ETag ?? "none", cancellationToken);
    }

    /// <summary>Adds a vendor, or changes the version in <see cref="VendorState.ETag"/> of <paramref name="before"/>.</summary>
    /// <returns>As stored; null when somebody else was first.</returns>
    public async Task<VendorState?> ChangeVendorAsync(string actor, VendorState? before, VendorState after, CancellationToken cancellationToken = default)
    {
        var act = ResultJson.Present(("mode", ResultJson.Word(after.Mode)), ("before", before is null ? null : ResultJson.Word(before.Mode)));
        var version = before?.ETag.ToString() ?? "none";
        await RecordAsync(after.Id, actor, before is null ? "vendor added" : "vendor changed", _ => act, $"{version} {after.Name}", cancellationToken);
        var stored = before is null
            ? await _store.Vendors.AddAsync(after, cancellationToken)
            : await _store.Vendors.ReplaceAsync(after with { ETag = before.ETag }, cancellationToken);
        if (stored is null) await RecordAsync(after.Id, actor, "change refused", _ => act.DeepClone().AsObject(), version, cancellationToken);
        return stored;
    }

    /// <summary>Records an act that another room carries out after it.</summary>
    /// <param name="on">What the act is done to: with the act itself it tells a repetition from a second act.</param>
    /// <returns>When it was done: decided by the first attempt.</returns>
    internal async Task<Instant> RecordAsync(
        VendorId vendor, string actor, string type, Func<Speaker, JsonObject> say, string on, CancellationToken cancellationToken)
    {
        var speaker = new Speaker(await _keys.OfAsync(vendor, cancellationToken));
        var person = speaker.Person(actor);
        var data = say(speaker);
        var operation = Hex(CanonicalJson.Write(new JsonArray(type, person, on, data.DeepClone())));
        var now = _clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture);
        var ticks = long.Parse(await _store.Vendors.DecideAsync(vendor, $"act-{operation}", now, cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture);
        var time = Instant.FromDateTimeOffset(new DateTimeOffset(ticks, TimeSpan.Zero));
        await _store.Names.AddAsync(vendor, speaker.Names, cancellationToken);
        await _store.Trail.AppendAsync(vendor.Value, $"act/{operation}", [TrailEntry.Create(vendor.Value, time, type, person, null, data)], cancellationToken);
        return time;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Says names as pseudonyms and remembers which.</summary>
    internal sealed class Speaker(Pseudonyms pseudonyms)
    {
        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

        public string Finding(Fingerprint fingerprint) => pseudonyms.OfFinding(fingerprint.Value);

        public JsonNode? PersonOrNull(string? name) => name is null ? null : Person(name);

        public string Person(string name) => Named(pseudonyms.OfPerson(name), name);

        public string Resource(string id) => Named(pseudonyms.OfResource(id), id);

        private string Named(string pseudonym, string name)
        {
            Names[pseudonym] = name;
            return pseudonym;
        }
    }
}
