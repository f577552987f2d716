using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Compliance.Checking;

/// <summary>Whether the markers stand for exactly the operations that the entries tell of, in constant memory although the two come in
/// different orders: a sum of keyed hashes over each, which nobody can bend who does not know the key of this run.</summary>
internal sealed class MarkerSum
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ulong[] _sum = new ulong[4];

    private OperationRun? _run;

    /// <summary>Takes the next entry of the log.</summary>
    public void Add(EntryRow entry)
    {
        if (_run is null || !_run.Continues(entry))
        {
            EndOfRun();
            _run = new OperationRun(entry.Index, entry.Operation);
        }
        _run.Add(entry);
    }

    /// <summary>What comes next is not beside what came before.</summary>
    public void EndOfRun()
    {
        if (_run is { } run) Sum(run.Operation ?? "", run.First, run.Count, run.StoredDigest, subtract: false);
        _run = null;
    }

    /// <summary>Takes a marker, in any order.</summary>
    public void Subtract(MarkerRow marker) => Sum(marker.Operation, marker.First, marker.Count, marker.Leaves, subtract: true);

    /// <summary>Whether each operation had its marker, and each marker its operation.</summary>
    public bool IsZero => _sum.All(lane => lane == 0);

    private void Sum(string operation, long first, int count, byte[] leaves, bool subtract)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{operation} {first} {count} {Convert.ToHexStringLower(leaves)}");
        var hash = HMACSHA256.HashData(_key, System.Text.Encoding.ASCII.GetBytes(text));
        for (var i = 0; i < _sum.Length; i++)
        {
            var lane = BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8 * i));
            unchecked
            {
                _sum[i] += subtract ? 0 - lane : lane;
            }
        }
    }
}
