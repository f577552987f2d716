using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Handling;

/// <summary>As many files as one entry of the trail can name.</summary>
internal sealed class PrunedPortion
{
    // A leaf has at most 60,000 bytes; what is not a path takes 130 of a file's part, and some 300 of the whole.
    private const int MostBytes = 50_000;
    private const int BytesBesidePath = 160;
    private const int MostFiles = 300;

    private PrunedPortion(IReadOnlyList<OutlivedEvidence> files) => Files = files;

    public IReadOnlyList<OutlivedEvidence> Files { get; }

    public static IEnumerable<PrunedPortion> Of(IEnumerable<OutlivedEvidence> outlived)
    {
        var (files, bytes) = (new List<OutlivedEvidence>(), 0);
        foreach (var one in outlived)
        {
            // A quotation mark in a path takes two; other characters stand as they are.
            var more = BytesBesidePath + Encoding.UTF8.GetByteCount(one.File.Path) + one.File.Path.Count(character => character == '"');
            if (files.Count == MostFiles || bytes + more > MostBytes)
            {
                yield return new(files);
                (files, bytes) = ([], 0);
            }
            files.Add(one);
            bytes += more;
        }
        if (files.Count > 0) yield return new(files);
    }

    /// <summary>What the entry says.</summary>
    public JsonObject Said(Retention retain) => new()
    {
        ["retain"] = retain.ToString(),
        ["files"] = Files.Count,
        ["bytes"] = Files.Sum(outlived => outlived.File.Length),
        ["evidence"] = ResultJson.Array(Files, outlived => new JsonObject
        {
            ["source"] = outlived.File.Path,
            ["sha256"] = outlived.File.Sha256,
            ["bytes"] = outlived.File.Length,
            ["kind"] = ResultJson.Word(outlived.Kind),
        }),
    };

    /// <summary>Tells this act from every other: another person, another time to keep, other files or other versions of them are another act.</summary>
    public string KeyOf(string actor, Retention retain)
    {
        var versions = new JsonArray([.. Files.Select(outlived => (JsonNode)outlived.File.ETag)]);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(new JsonArray(actor, Said(retain), versions))));
    }
}
