using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Compliance.Tests.Trail.Merkle;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;
using NodaTime;

namespace Compliance.Tests.Trail.Vectors;

/// <summary>A made-up log in memory.</summary>
internal sealed class VectorLog
{
    public const string Vendor = "acme-bpo";
    public const string Origin = "example.com/acme-bpo";

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 6, 7, 8);
    private static readonly Pseudonyms Pseudonyms = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private readonly TrailEntry[] _entries;
    private readonly EntryHash[] _hashes;

    private VectorLog(IEnumerable<TrailEntry> entries)
    {
        _entries = [.. entries];
        _hashes = [.. _entries.Select(entry => entry.Hash)];
    }

    public int Count => _entries.Length;

    /// <summary>A small audit.</summary>
    public static VectorLog Five { get; } = new([
        Audit("audit started", new() { ["mode"] = "live", ["tool"] = "0.1.0" }),
        Audit("evidence received", new() { ["records"] = 214, ["sha256"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", ["source"] = "logs/café.csv" }),
        Audit("finding opened", new() { ["count"] = 3, ["finding"] = Pseudonyms.OfFinding(new string('0', 32)), ["principal"] = Pseudonyms.OfPerson("agent00017"), ["rule"] = "mfa-missing", ["severity"] = "high" }),
        Audit("audit completed", new() { ["findings"] = new JsonObject { ["new"] = 1 }, ["verdict"] = "Fail" }),
        TrailEntry.Create(Vendor, Start + Duration.FromHours(1), "exemption decided", Pseudonyms.OfPerson("d.osei"), null, new() { ["approvedBy"] = Pseudonyms.OfPerson("d.osei"), ["rule"] = "mfa-missing" }),
    ]);

    /// <summary>More than a tile, with cells that a table must quote or neutralise.</summary>
    public static VectorLog ThreeHundred { get; } = new(Enumerable.Range(0, 300).Select(i =>
        TrailEntry.Create(Vendor, Start + Duration.FromMilliseconds(i), "note taken", "system:test", i % 3 == 0 ? "a,1" : null, i % 50 == 0 ? new() { ["n"] = i, ["principal"] = "=1+1", ["rule"] = "say \"é\"\t", ["severity"] = 1 } : new() { ["n"] = i })));

    public ReadOnlyMemory<byte> Leaf(int index) => _entries[index].Leaf;

    public EntryHash Root(int size) => NaiveTree.Root(_hashes.AsSpan(0, size));

    public EntryHash[] Inclusion(int index, int size) => NaiveTree.Path(index, _hashes.AsSpan(0, size));

    public EntryHash[] Consistency(int size1, int size2) => NaiveTree.Proof(size1, _hashes.AsSpan(0, size2));

    public Task<SignedCheckpoint> CheckpointAsync(int size, params INoteSigner[] signers) => SignedCheckpoint.SignAsync(new(Origin, size, Root(size)), signers, default);

    public async Task ExportAsync(string folder, SignedCheckpoint checkpoint, IReadOnlyList<NoteKey> keys, int from, int to) =>
        await TrailExport.WriteAsync(
            new() { Vendor = Vendor, From = from, To = to, Checkpoint = checkpoint, Keys = keys, Leaves = Leaves, Tiles = [new MemoryTiles(_hashes)] },
            DirectoryTarget.Create(folder));

    private static TrailEntry Audit(string type, JsonObject data) => TrailEntry.Create(Vendor, Start, type, "system:schedule", "a1", data);

    private async IAsyncEnumerable<TrailLeaf> Leaves(long from, long before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = from; i < before; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(i, _entries[i].Leaf, _hashes[i]);
        }
        await Task.CompletedTask;
    }
}
