using System.Security.Cryptography;

namespace Compliance.Checking;

/// <summary>Entries side by side that say they came with one operation.</summary>
internal sealed class OperationRun(long first, string? operation)
{
    // As many as one append can hold: beyond it only the count matters, and that is wrong already.
    private const int MostHashes = 98;

    private readonly List<byte[]> _hashes = [];
    private readonly List<byte[]> _stored = [];

    public long First => first;

    public string? Operation => operation;

    public int Count { get; private set; }

    /// <summary>Leaf hashes of the bytes.</summary>
    public IReadOnlyList<byte[]> Hashes => _hashes;

    /// <summary>SHA-256 over the leaf hashes that stand beside the bytes: where the two differ, the entry is reported anyway.</summary>
    public byte[] StoredDigest => Digest(_stored);

    public bool Continues(EntryRow entry) => entry.Operation == operation && entry.Index == first + Count;

    public void Add(EntryRow entry)
    {
        if (Count < int.MaxValue) Count++;
        if (_hashes.Count >= MostHashes) return;
        _hashes.Add(entry.Hash);
        _stored.Add(entry.Stored ?? entry.Hash);
    }

    /// <summary>Whether these are the leaves that a marker stands for.</summary>
    public bool Has(byte[] leaves) => leaves.AsSpan().SequenceEqual(Digest(_hashes)) || leaves.AsSpan().SequenceEqual(StoredDigest);

    /// <summary>Offsets of two entries that, put in each other's place, are what a marker stands for; null: no two are.</summary>
    public (int One, int Other)? Exchanged(byte[] leaves)
    {
        List<byte[]> hashes = [.. _hashes];
        for (var one = 0; one < hashes.Count; one++)
        {
            for (var other = one + 1; other < hashes.Count; other++)
            {
                (hashes[one], hashes[other]) = (hashes[other], hashes[one]);
                if (leaves.AsSpan().SequenceEqual(Digest(hashes))) return (one, other);
                (hashes[one], hashes[other]) = (hashes[other], hashes[one]);
            }
        }
        return null;
    }

    private static byte[] Digest(List<byte[]> hashes)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var hash in hashes) digest.AppendData(hash);
        return digest.GetHashAndReset();
    }
}
