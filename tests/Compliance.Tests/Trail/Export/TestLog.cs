using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Compliance.Tests.Trail.Merkle;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Notes;
using NodaTime;

namespace Compliance.Tests.Trail.Export;

/// <summary>A log of so many entries, the key that signs it, and requests to export it.</summary>
internal sealed class TestLog
{
    public const string Vendor = "acme-bpo";
    public const string Origin = "compliance.example/acme-bpo";

    /// <summary>Of which each actor and principal is one; the last has no name.</summary>
    public static readonly string[] People = ["p:aaaaaaaaaaaaaaaaaaaaaaaaaa", "p:bbbbbbbbbbbbbbbbbbbbbbbbb7", "p:slzikjz57ml76mhoryw3j7zbvx"];

    public static readonly SortedDictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [People[0]] = "=cmd|'/c calc'!A1, \"Ann\"",
        [People[1]] = "Bertha Özil",
        ["p:zzzzzzzzzzzzzzzzzzzzzzzzzz"] = "Nobody In It",
        ["r:w4w6pgo24ygjs5isncayqg57xp"] = "customer/17",
    };

    private readonly Signer _signer = new();

    public TestLog(int count)
    {
        Leaves = [.. Enumerable.Range(0, count).Select(i => Entry(i).Leaf.ToArray())];
        Hashes = [.. Leaves.Select(leaf => EntryHash.OfLeaf(leaf))];
    }

    /// <summary>Of these very bytes.</summary>
    public TestLog(params byte[][] leaves) => (Leaves, Hashes) = (leaves, [.. leaves.Select(leaf => EntryHash.OfLeaf(leaf))]);

    public byte[][] Leaves { get; }

    public EntryHash[] Hashes { get; }

    public NoteKey Key => _signer.Key;

    /// <summary>How often the leaves were read.</summary>
    public int Read { get; private set; }

    /// <param name="size">Of the checkpoint; default: all.</param>
    public async Task<ExportRequest> RequestAsync(long from = 0, long? to = null, int? size = null)
    {
        var signed = size ?? Leaves.Length;
        var checkpoint = new Checkpoint(Origin, signed, NaiveTree.Root(Hashes.AsSpan(0, signed)));
        return new()
        {
            Vendor = Vendor,
            From = from,
            To = to ?? Leaves.Length,
            Checkpoint = await SignAsync(checkpoint),
            Keys = [Key, NoteKey.Parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")],
            Leaves = (first, before, _) => LeavesAsync(first, before),
            Tiles = [new MemoryTiles(Hashes.AsSpan(0, signed))],
        };
    }

    public Task<SignedCheckpoint> SignAsync(Checkpoint checkpoint) => SignedCheckpoint.SignAsync(checkpoint, [_signer], default);

    public static ExportNames Known(List<string>? asked = null) => new(
        (pseudonym, _) =>
        {
            asked?.Add(pseudonym);
            return Task.FromResult(Names.GetValueOrDefault(pseudonym));
        },
        _ => Names.Select(name => new PseudonymName(name.Key, name.Value)).ToAsyncEnumerable());

    private async IAsyncEnumerable<TrailLeaf> LeavesAsync(long from, long before)
    {
        Read++;
        var bytes = new byte[TrailEntry.MaxLeafBytes];
        for (var i = from; i < before; i++)
        {
            await Task.CompletedTask;
            // What was given out before is overwritten, as it may be.
            Leaves[i].CopyTo(bytes, 0);
            yield return new(i, bytes.AsMemory(0, Leaves[i].Length), Hashes[i]);
        }
    }

    private static TrailEntry Entry(int i)
    {
        var data = new JsonObject { ["count"] = i, ["list"] = new JsonArray("a,b", "\"", null, true) };
        if (i % 3 > 0) data["principal"] = People[i % People.Length];
        if (i % 5 == 1) data["rule"] = "=1+1";
        if (i % 5 == 2) data["rule"] = "line\r\nbreak \"é\\\u0001";
        if (i % 7 == 3) data["severity"] = "@high";
        if (i % 7 == 4) data["severity"] = new JsonObject { ["principal"] = "not this one" };
        if (i % 11 == 0) data["resource"] = "r:w4w6pgo24ygjs5isncayqg57xp";
        var actor = i % 4 == 0 ? "system:schedule" : People[i % 2];
        return TrailEntry.Create(Vendor, Instant.FromUnixTimeMilliseconds(1_770_000_000_000 + i), "finding opened", actor, i % 2 == 0 ? "-audit" : null, data);
    }

    private sealed class Signer : INoteSigner
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public NoteKey Key => NoteKey.OfEcdsa(Origin, _key.ExportSubjectPublicKeyInfo());

        public Task<byte[]> SignAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken) =>
            Task.FromResult(_key.SignData(text.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }
}
