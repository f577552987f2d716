using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Proofs;

/// <summary>What the two files of proofs have in common: lines of a head, hashes, an empty line, a checkpoint.</summary>
internal static class ProofLines
{
    /// <summary>C2SP tlog-witness allows no more; a tree of less than 2^62 entries needs no more.</summary>
    internal const int MaxHashes = 63;

    /// <summary>Splits a file at its first empty line; the head's lines, and the checkpoint after them.</summary>
    /// <exception cref="FormatException">There is no empty line, or what follows it is not a signed checkpoint.</exception>
    internal static (string[] Head, SignedCheckpoint Checkpoint) Split(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SignedNote.MaxBytes) throw new FormatException($"{bytes.Length} bytes are too many: at most {SignedNote.MaxBytes}");
        var end = bytes.IndexOf("\n\n"u8);
        if (end < 0) throw new FormatException("a proof is lines, an empty line and a signed checkpoint");
        var head = SignedNote.Decode(bytes[..end]).Split('\n', MaxHashes + 4);
        return (head, SignedCheckpoint.Parse(bytes[(end + 2)..]));
    }

    /// <exception cref="FormatException">A line is not the base64 of 32 bytes, or there are too many.</exception>
    internal static IReadOnlyList<EntryHash> ReadHashes(ReadOnlySpan<string> lines)
    {
        if (lines.Length > MaxHashes) throw new FormatException($"a proof has at most {MaxHashes} hashes");
        var hashes = new EntryHash[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (!StrictBase64.TryReadHash(lines[i], out hashes[i])) throw new FormatException($"hash {i + 1} of the proof is not the base64 of 32 bytes");
        }
        return hashes;
    }

    /// <summary>Reads <c>name number</c>.</summary>
    /// <exception cref="FormatException">The line is another one.</exception>
    internal static long ReadNumber(string line, string name) =>
        line.StartsWith(name + " ", StringComparison.Ordinal) && Checkpoint.TryReadNumber(line[(name.Length + 1)..], out var number)
            ? number
            : throw new FormatException($"expected a line `{name} <number>`, decimal without leading zeros");

    internal static byte[] Write(string head, IReadOnlyList<EntryHash> hashes, SignedCheckpoint checkpoint)
    {
        var text = head + string.Concat(hashes.Select(hash => StrictBase64.Write(hash) + "\n")) + "\n";
        return [.. System.Text.Encoding.ASCII.GetBytes(text), .. checkpoint.Bytes.Span];
    }
}
