using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Tests.Trail.Merkle;
using Compliance.Trail;
using Compliance.Trail.Export;
using Compliance.Trail.Merkle;

namespace Compliance.Tests.Trail.Export;

/// <summary>The same export with everything at hand at once, file by file, as the format says it.</summary>
internal static class NaiveExport
{
    public static SortedDictionary<string, byte[]> Of(TestLog log, ExportRequest request, bool names = false)
    {
        var size = (int)request.Checkpoint.Checkpoint.Size;
        var entries = Enumerable.Range((int)request.From, (int)(request.To - request.From)).ToList();
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["checkpoint"] = request.Checkpoint.Bytes.ToArray(),
            ["vkey"] = Utf8(string.Join("", request.Keys.Select(key => key + "\n"))),
            ["public-key.pem"] = Utf8(request.Keys[0].PublicKeyPem()),
            ["entries.ndjson"] = [.. entries.SelectMany(i => log.Leaves[i].Append((byte)'\n'))],
            ["entries.csv"] = Utf8(Table(log, entries, names)),
            ["export.json"] = Utf8(Manifest(log, request, size)),
        };
        if (names) files["names.csv"] = Utf8(Names(log, entries));
        if (request.From > 0 || request.To < size) return files;
        foreach (var (path, bytes) in Tree(log, size)) files[path] = bytes;
        return files;
    }

    private static IEnumerable<(string Path, byte[] Bytes)> Tree(TestLog log, int size)
    {
        var tiles = new MemoryTiles(log.Hashes.AsSpan(0, size));
        for (var level = 0; size >> (8 * level) > 0; level++)
            foreach (var tile in Tile.OfLevel(level, size)) yield return (tile.Path, tiles.Bytes(tile).ToArray());
        foreach (var (number, bundle) in log.Leaves[..size].Chunk(256).Index())
            yield return (Tile.EntriesPath(number, bundle.Length), [.. bundle.SelectMany(leaf => (byte[])[(byte)(leaf.Length >> 8), (byte)(leaf.Length & 255), .. leaf])]);
    }

    private static string Table(TestLog log, List<int> entries, bool names)
    {
        var header = "log_index,leaf_sha256,time,type,actor,audit,principal,rule,severity,data" + (names ? ",actor_name,principal_name" : "");
        return string.Join("", entries.Select(i => Row(i, log.Leaves[i], names)).Prepend(header).Select(row => row + "\r\n"));
    }

    private static string Row(int index, byte[] leaf, bool names)
    {
        var entry = JsonNode.Parse(leaf)!;
        var data = entry["data"]!.AsObject();
        var (actor, principal) = ((string)entry["actor"]!, Text(data["principal"]));
        string?[] cells =
        [
            index.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData([0, .. leaf])),
            (string?)entry["time"], (string?)entry["type"], actor, (string?)entry["audit"],
            principal, Text(data["rule"]), Text(data["severity"]), Encoding.UTF8.GetString(CanonicalJson.Write(data)),
        ];
        if (names) cells = [.. cells, TestLog.Names.GetValueOrDefault(actor), TestLog.Names.GetValueOrDefault(principal ?? "")];
        return string.Join(',', cells.Select(CsvCell.Of));
    }

    private static string? Text(JsonNode? value) => value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : null;

    private static string Names(TestLog log, List<int> entries)
    {
        var all = string.Join("", entries.Select(i => Encoding.UTF8.GetString(log.Leaves[i])));
        var rows = TestLog.Names.Where(name => all.Contains($"\"{name.Key}\"", StringComparison.Ordinal)).Select(name => $"{name.Key},{CsvCell.Of(name.Value)}\r\n");
        return "pseudonym,name\r\n" + string.Join("", rows);
    }

    private static string Manifest(TestLog log, ExportRequest request, int size)
    {
        var (from, to) = ((int)request.From, (int)request.To);
        var before = MerkleFrontier.Empty.Append(log.Hashes.Take(from)).ToBytes().Chunk(32);
        EntryHash[] proof = to >= size ? [] : NaiveTree.Proof(to, log.Hashes.AsSpan(0, size));
        return $$"""{"from":{{from}},"frontier":[{{Base64(before)}}],"proof":[{{Base64(proof.Select(hash => hash.ToArray()))}}],"size":{{size}},"to":{{to}},"v":1,"vendor":"acme-bpo"}""" + "\n";
    }

    private static string Base64(IEnumerable<byte[]> hashes) => string.Join(',', hashes.Select(hash => $"\"{Convert.ToBase64String(hash)}\""));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
