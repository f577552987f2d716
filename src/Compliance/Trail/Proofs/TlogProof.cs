using System.Globalization;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Proofs;

/// <summary>That an entry lies in a log, as one file that needs no other (C2SP tlog-proof, <c>.tlog-proof</c>).</summary>
/// <param name="Index">Of the entry, from 0.</param>
/// <param name="Hashes">Inclusion proof at the checkpoint's size.</param>
/// <param name="Checkpoint">Read, not judged: its signatures are for <see cref="SignedCheckpoint.Check"/>.</param>
/// <param name="Extra">Not covered by anything in the file; ours are the leaf, exactly. Null: the file has none.</param>
public sealed record TlogProof(long Index, IReadOnlyList<EntryHash> Hashes, SignedCheckpoint Checkpoint, byte[]? Extra)
{
    /// <summary>First line of the file.</summary>
    public const string FirstLine = "c2sp.org/tlog-proof@v1";

    private const string ExtraStart = "extra ";

    /// <exception cref="FormatException">The bytes are not such a file.</exception>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var (head, checkpoint) = ProofLines.Split(bytes);
        if (head[0] != FirstLine) throw new FormatException($"the first line of a proof is `{FirstLine}`");
        var next = 1;
        byte[]? extra = null;
        if (head.Length > 1 && head[1].StartsWith(ExtraStart, StringComparison.Ordinal))
        {
            next = 2;
            if (!StrictBase64.TryRead(head[1].AsSpan(ExtraStart.Length), out extra)) throw new FormatException("what follows `extra` is not base64");
        }
        var index = ProofLines.ReadNumber(next < head.Length ? head[next] : "", "index");
        return new(index, ProofLines.ReadHashes(head.AsSpan(next + 1)), checkpoint, extra);
    }

    public byte[] ToBytes()
    {
        var extra = Extra is null ? "" : $"{ExtraStart}{Convert.ToBase64String(Extra)}\n";
        return ProofLines.Write(string.Create(CultureInfo.InvariantCulture, $"{FirstLine}\n{extra}index {Index}\n"), Hashes, Checkpoint);
    }

    /// <summary>Whether an entry with this leaf hash lies at the index, if the checkpoint is to be believed.</summary>
    public bool Includes(EntryHash leaf) =>
        InclusionProof.Verifies(Index, Checkpoint.Checkpoint.Size, leaf, Hashes, Checkpoint.Checkpoint.Root);
}
