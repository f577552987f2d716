using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Verification;
using NodaTime;

namespace Compliance.Tests.Trail.Verification;

/// <summary>An export as the format describes it, made in memory by the shortest way.</summary>
internal sealed class NaiveExport
{
    public const string Vendor = "acme-bpo";
    public const string Origin = "compliance.example/acme-bpo";

    public required IReadOnlyList<byte[]> Leaves { get; init; }

    public int From { get; init; }

    public int? To { get; init; }

    public required SignedCheckpoint Checkpoint { get; init; }

    public required IReadOnlyList<NoteKey> Keys { get; init; }

    public bool Names { get; init; }

    /// <summary>An export of all leaves, the first so many signed.</summary>
    public static NaiveExport Of(IReadOnlyList<byte[]> leaves, TestSigner signer, int? signed = null) => new()
    {
        Leaves = leaves,
        Checkpoint = Sign(leaves, signed ?? leaves.Count, signer),
        Keys = [signer.Key],
    };

    public static SignedCheckpoint Sign(IReadOnlyList<byte[]> leaves, int size, params TestSigner[] signers) =>
        TestSigner.Sign(new Checkpoint(Origin, size, NaiveTree.Hash(NaiveTree.Root([.. leaves.Take(size).Select(NaiveTree.Leaf)]))), signers);

    /// <summary>Entries whose strings need every care that a column takes.</summary>
    public static byte[][] Entries(int count) => [.. Enumerable.Range(0, count).Select(Entry)];

    public static byte[] Entry(int i) => Entry(i, i % 3 == 0 ? "finding opened" : "evidence received", new JsonObject
    {
        ["rule"] = i % 2 == 0 ? "mass-record-access" : "=1+1, \"quoted\"",
        ["severity"] = i % 4 == 1 ? 7 : "high",
        ["principal"] = i % 5 == 4 ? "line\nbreak\u0001é\\" : "p:slzikjz57ml76mhoryw3j7zbvx",
        ["list"] = new JsonArray(i, "x", true, null, new JsonObject()),
        ["größe"] = -i,
    });

    public static byte[] Entry(int i, string type, JsonObject data) => TrailEntry.Create(
        Vendor, Instant.FromUtc(2026, 3, 1, 6, 0) + Duration.FromMinutes(i), type, "system:schedule", i % 3 == 1 ? null : $"a{i}", data).Leaf.ToArray();

    public Dictionary<string, byte[]> Files()
    {
        var size = (int)Checkpoint.Checkpoint.Size;
        var to = To ?? Leaves.Count;
        var hashes = Leaves.Select(NaiveTree.Leaf).ToArray();
        var files = new Dictionary<string, byte[]>
        {
            ["checkpoint"] = Checkpoint.Bytes.ToArray(),
            ["vkey"] = Utf8(string.Concat(Keys.Select(key => $"{key}\n"))),
            ["public-key.pem"] = Utf8(Keys[0].PublicKeyPem()),
            ["entries.ndjson"] = [.. Leaves.Take(From..to).SelectMany(leaf => (byte[])[.. leaf, (byte)'\n'])],
            ["entries.csv"] = Utf8(Csv(hashes, to)),
            ["export.json"] = Manifest(hashes, size, to),
        };
        if (From == 0 && to >= size)
        {
            AddTiles(files, hashes[..size]);
            AddBundles(files, size);
        }
        if (Names) files["names.csv"] = Utf8("pseudonym,name\r\np:slzikjz57ml76mhoryw3j7zbvx,Ana\r\n");
        return files;
    }

    public MemorySource Source() => new(Files());

    private byte[] Manifest(byte[][] hashes, int size, int to)
    {
        var end = Math.Min(to, size);
        var proof = to >= size || end == 0 ? [] : NaiveTree.Consistency(end, hashes.AsSpan(0, size));
        var members = new JsonObject
        {
            ["v"] = 1,
            ["vendor"] = Vendor,
            ["from"] = From,
            ["to"] = to,
            ["size"] = size,
            ["frontier"] = Base64(NaiveTree.Frontier(hashes.AsSpan(0, From))),
            ["proof"] = Base64(proof),
        };
        return [.. CanonicalJson.Write(members), (byte)'\n'];
    }

    private string Csv(byte[][] hashes, int to)
    {
        var text = new StringBuilder("log_index,leaf_sha256,time,type,actor,audit,principal,rule,severity,data");
        text.Append(Names ? ",actor_name,principal_name\r\n" : "\r\n");
        for (var i = From; i < to; i++)
        {
            var entry = JsonNode.Parse(Leaves[i])!.AsObject();
            var data = entry["data"]!.AsObject();
            string?[] cells =
            [
                i.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(hashes[i]), Text(entry["time"]), Text(entry["type"]), Text(entry["actor"]), Text(entry["audit"]),
                Text(data["principal"]), Text(data["rule"]), Text(data["severity"]), Encoding.UTF8.GetString(CanonicalJson.Write(data)),
            ];
            text.Append(string.Join(',', cells.Select(Cell)));
            text.Append(Names ? ",\"Schedule, the\",Ana\r\n" : "\r\n");
        }
        return text.ToString();
    }

    private static void AddTiles(Dictionary<string, byte[]> files, byte[][] hashes)
    {
        for (var (level, span) = (0, 1L); span <= hashes.Length; level++, span *= 256)
        {
            var nodes = Enumerable.Range(0, (int)(hashes.Length / span)).Select(i => NaiveTree.Root(hashes.AsSpan((int)(i * span), (int)span))).ToArray();
            foreach (var (n, tile) in nodes.Chunk(256).Index()) files[$"tile/{level}/{n:D3}{(tile.Length == 256 ? "" : $".p/{tile.Length}")}"] = [.. tile.SelectMany(node => node)];
        }
    }

    private void AddBundles(Dictionary<string, byte[]> files, int size)
    {
        foreach (var (n, bundle) in Leaves.Take(size).Chunk(256).Index())
        {
            files[$"tile/entries/{n:D3}{(bundle.Length == 256 ? "" : $".p/{bundle.Length}")}"] =
                [.. bundle.SelectMany(leaf => (byte[])[(byte)(leaf.Length >> 8), (byte)(leaf.Length & 0xff), .. leaf])];
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if ("=+-@\t\r".Contains(value[0])) value = "'" + value;
        return value.IndexOfAny([',', '"', '\r', '\n']) < 0 ? value : $"\"{value.Replace("\"", "\"\"")}\"";
    }

    private static JsonArray Base64(IEnumerable<byte[]> hashes) => [.. hashes.Select(hash => (JsonNode)Convert.ToBase64String(hash))];

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
