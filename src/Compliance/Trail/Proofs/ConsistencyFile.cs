using System.Globalization;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Merkle;

namespace Compliance.Trail.Proofs;

/// <summary>That a log of an earlier size is the beginning of a later one, as a witness is told so (body of
/// <c>add-checkpoint</c>, C2SP tlog-witness).</summary>
/// <param name="OldSize">Entries of the earlier log.</param>
/// <param name="Hashes">Consistency proof from it to the checkpoint's size; none from 0.</param>
/// <param name="Checkpoint">The later one; read, not judged.</param>
public sealed record ConsistencyFile(long OldSize, IReadOnlyList<EntryHash> Hashes, SignedCheckpoint Checkpoint)
{
    /// <exception cref="FormatException">The bytes are not such a file.</exception>
    public static ConsistencyFile Parse(ReadOnlySpan<byte> bytes)
    {
        var (head, checkpoint) = ProofLines.Split(bytes);
        return new(ProofLines.ReadNumber(head[0], "old"), ProofLines.ReadHashes(head.AsSpan(1)), checkpoint);
    }

    public byte[] ToBytes() =>
        ProofLines.Write(string.Create(CultureInfo.InvariantCulture, $"old {OldSize}\n"), Hashes, Checkpoint);

    /// <summary>Whether the log of the earlier size had this root, if the checkpoint is to be believed.</summary>
    /// <remarks>From size 0 anything is consistent: the root is that of an empty log and the proof is empty.</remarks>
    public bool Extends(EntryHash oldRoot) => OldSize == 0
        ? Hashes.Count == 0 && oldRoot == EntryHash.EmptyRoot
        : ConsistencyProof.Verifies(OldSize, Checkpoint.Checkpoint.Size, oldRoot, Checkpoint.Checkpoint.Root, Hashes);
}
