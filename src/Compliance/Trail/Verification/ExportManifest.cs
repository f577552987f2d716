using System.Text.Json.Nodes;

namespace Compliance.Trail.Verification;

/// <summary><c>export.json</c>: what the export says it is.</summary>
/// <param name="Frontier">Of the <paramref name="From"/> entries before it.</param>
/// <param name="Proof">Consistency of its end with the checkpoint.</param>
internal sealed record ExportManifest(string Vendor, long From, long To, long Size, MerkleFrontier Frontier, IReadOnlyList<EntryHash> Proof)
{
    public const string Path = "export.json";

    /// <summary>Bytes it may have: 128 hashes and a few words are much less.</summary>
    public const int MaxBytes = 1 << 16;

    private static readonly string[] Members = ["from", "frontier", "proof", "size", "to", "v", "vendor"];

    /// <summary>Entries of it that the checkpoint covers end here.</summary>
    public long Covered(long size) => Math.Max(From, Math.Min(To, size));

    /// <summary>Whether the whole signed log is in it, with its tiles.</summary>
    public bool IsFull(long size) => From == 0 && To >= size;

    /// <exception cref="FormatException">The bytes are not such a file.</exception>
    public static ExportManifest Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[^1] != '\n') throw new FormatException("expected canonical JSON and a line break");
        var text = bytes[..^1];
        if (CanonicalJson.Parse(text) is not JsonObject members || !CanonicalJson.Write(members).AsSpan().SequenceEqual(text))
            throw new FormatException("expected a JSON object in canonical form");
        if (!members.Select(member => member.Key).SequenceEqual(Members)) throw new FormatException($"expected the members {string.Join(", ", Members)}");
        if (Number(members, "v") != 1) throw new FormatException("`v` is not 1: a newer program wrote it");
        var (from, to, size) = (Number(members, "from"), Number(members, "to"), Number(members, "size"));
        if (from > to) throw new FormatException($"`from` {from} lies after `to` {to}");
        var frontier = MerkleFrontier.Parse(from, [.. Hashes(members, "frontier").SelectMany(hash => hash.ToArray())]);
        return new(Text(members, "vendor"), from, to, size, frontier, Hashes(members, "proof"));
    }

    private static long Number(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<long>(out var number) && number >= 0 ? number : throw new FormatException($"`{name}` is not a number of 0 or more");

    private static string Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new FormatException($"`{name}` is not a string");

    private static List<EntryHash> Hashes(JsonObject members, string name)
    {
        if (members[name] is not JsonArray items || items.Count > 64) throw new FormatException($"`{name}` is not a list of hashes");
        return [.. items.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) && Notes.StrictBase64.TryReadHash(text, out var hash)
            ? hash : throw new FormatException($"`{name}` holds something else than the base64 of 32 bytes"))];
    }
}
