using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Trail;

/// <summary>One thing that happened, as the trail will say it for good. Its leaf is made when the entry is, so that what
/// was checked is what is stored.</summary>
/// <remarks>An entry never carries a name: persons, accounts and resources appear as <see cref="Pseudonyms"/>, and what
/// is longer than a leaf by its digest.</remarks>
public sealed partial class TrailEntry
{
    /// <summary>Version of the leaf's layout, its member <c>v</c>.</summary>
    public const int Version = 1;

    /// <summary>Bytes a leaf may have: it must fit a 64 KiB property and a tile's 16-bit length with room to spare.</summary>
    public const int MaxLeafBytes = 60_000;

    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    private readonly byte[] _leaf;

    private TrailEntry(string vendor, Instant time, string type, string actor, string? audit, byte[] leaf) =>
        (Vendor, Time, Type, Actor, Audit, _leaf, Hash) = (vendor, time, type, actor, audit, leaf, EntryHash.OfLeaf(leaf));

    /// <summary>The vendor's id: whose log it is.</summary>
    public string Vendor { get; }

    public Instant Time { get; }

    /// <summary>What happened, in words: <c>audit started</c>, <c>finding opened</c> …</summary>
    public string Type { get; }

    /// <summary>Who did it: a person's pseudonym (<c>p:…</c>), or a part of this program (<c>system:schedule</c>).</summary>
    public string Actor { get; }

    /// <summary>The audit it belongs to; null: none.</summary>
    public string? Audit { get; }

    /// <summary>RFC 8785 bytes: at most <see cref="MaxLeafBytes"/>, without a line break.</summary>
    public ReadOnlyMemory<byte> Leaf => _leaf;

    /// <summary>Leaf hash.</summary>
    public EntryHash Hash { get; }

    /// <param name="vendor">Vendor id.</param>
    /// <param name="time">Cut to milliseconds.</param>
    /// <param name="data">What there is to say; integers, strings, booleans, arrays, objects.</param>
    /// <exception cref="FormatException">The type or the actor is not of its form, the data cannot be canonical, or the
    /// leaf would pass <see cref="MaxLeafBytes"/>.</exception>
    public static TrailEntry Create(string vendor, Instant time, string type, string actor, string? audit, JsonObject data)
    {
        if (!VendorShape().IsMatch(vendor)) throw new FormatException($"`{vendor}` is not a vendor id");
        if (!TypeShape().IsMatch(type)) throw new FormatException($"`{type}` is not an entry type: lower-case words with single spaces");
        if (!ActorShape().IsMatch(actor)) throw new FormatException("an entry's actor is a pseudonym `p:…` or `system:<part>`, never a name");
        var members = new JsonObject
        {
            ["v"] = Version,
            ["vendor"] = vendor,
            ["time"] = Milliseconds.Format(time),
            ["type"] = type,
            ["actor"] = actor,
            ["data"] = data.DeepClone(),
        };
        if (audit is not null) members["audit"] = audit;
        var leaf = CanonicalJson.Write(members);
        if (leaf.Length > MaxLeafBytes)
            throw new FormatException($"the entry `{type}` has {leaf.Length} bytes, a leaf at most {MaxLeafBytes}: say the rest by its digest");
        return new(vendor, Instant.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), type, actor, audit, leaf);
    }

    /// <summary>Reads a leaf back, strictly: it must be the canonical bytes of an entry of this version.</summary>
    /// <exception cref="FormatException">The bytes are not such a leaf.</exception>
    public static TrailEntry Parse(ReadOnlySpan<byte> leaf)
    {
        if (CanonicalJson.Parse(leaf) is not JsonObject members || members["data"] is not JsonObject data)
            throw new FormatException("a leaf is a JSON object with `data`");
        var time = Milliseconds.Parse(Text(members, "time"));
        if (!time.Success) throw new FormatException("`time` of a leaf is an instant with milliseconds and `Z`");
        var audit = members.ContainsKey("audit") ? Text(members, "audit") : null;
        var entry = Create(Text(members, "vendor"), time.Value, Text(members, "type"), Text(members, "actor"), audit, data);
        if (!entry._leaf.AsSpan().SequenceEqual(leaf)) throw new FormatException("a leaf is not in canonical form, or has members that version 1 does not know");
        return entry;
    }

    private static string Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new FormatException($"`{name}` of a leaf is a string");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,61}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VendorShape();

    [GeneratedRegex(@"\A[a-z]+(?: [a-z]+){0,5}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TypeShape();

    [GeneratedRegex(@"\A(?:p:[a-z2-7]{26}|system:[a-z][a-z0-9-]{0,40})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ActorShape();
}
