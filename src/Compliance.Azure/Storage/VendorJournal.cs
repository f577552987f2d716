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

    /// <summary>Accepts a finding's risk, or withdraws that; it counts from the next audit on.</summary>
    /// <param name="finding">As read: the change is made to this version of it.</param>
    /// <exception cref="InputException">The approver is the requester.</exception>
    public async Task<ChangeOutcome> ExemptAsync(
        VendorId vendor, string actor, FindingRecord finding, Exemption? exemption, CancellationToken cancellationToken = default)
    {
        var fingerprint = finding.Finding.Fingerprint;
        var version = finding.ETag.ToString();
        await RecordAsync(vendor, actor, exemption is null ? "exemption withdrawn" : "exemption decided", Said, version, cancellationToken);
        var outcome = await _store.Findings.ExemptAsync(vendor, fingerprint, exemption, finding.ETag, cancellationToken);
        // The entry above says what was decided; another change came first, so it did not take effect.
        if (outcome is not ChangeOutcome.Changed) await RecordAsync(vendor, actor, "change refused", Said, version, cancellationToken);
        return outcome;

        JsonObject Said(Speaker speaker) => ResultJson.Present(
            ("finding", speaker.Finding(fingerprint)), ("rule", finding.Finding.Rule),
            ("owner", speaker.PersonOrNull(exemption?.Owner)), ("requestedBy", speaker.PersonOrNull(exemption?.RequestedBy)),
            ("approvedBy", speaker.PersonOrNull(exemption?.ApprovedBy)),
            // A reason is free text and may hold names.
            ("reason", exemption is null ? null : "sha256:" + Hex(Encoding.UTF8.GetBytes(exemption.Reason))), ("expires", ResultJson.Time(exemption?.Expires)));
    }

    /// <param name="on">What the act is done to: with the act itself it tells a repetition from a second act.</param>
    private async Task RecordAsync(
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
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Says names as pseudonyms and remembers which.</summary>
    private sealed class Speaker(Pseudonyms pseudonyms)
    {
        public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

        public string Finding(Fingerprint fingerprint) => pseudonyms.OfFinding(fingerprint.Value);

        public JsonNode? PersonOrNull(string? name) => name is null ? null : Person(name);

        public string Person(string name)
        {
            var pseudonym = pseudonyms.OfPerson(name);
            Names[pseudonym] = name;
            return pseudonym;
        }
    }
}
