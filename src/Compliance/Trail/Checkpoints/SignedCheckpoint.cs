using System.Security.Cryptography;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Checkpoints;

/// <summary>A checkpoint and the note that carries it. That it could be read says nothing about its signatures:
/// <see cref="Check"/> does.</summary>
public sealed class SignedCheckpoint
{
    private readonly byte[] _bytes;

    private SignedCheckpoint(SignedNote note) => (Note, Checkpoint, _bytes) = (note, Checkpoint.Parse(note.Text), note.ToBytes());

    public Checkpoint Checkpoint { get; }

    public SignedNote Note { get; }

    /// <summary>The note, exactly.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <exception cref="FormatException">The bytes are not a signed note, or its text is not a checkpoint.</exception>
    public static SignedCheckpoint Parse(ReadOnlySpan<byte> bytes) => new(SignedNote.Parse(bytes));

    /// <summary>Signs with every key, and verifies what came back: a signature that does not hold would stand for ever.</summary>
    /// <param name="signers">At least one; the name of each key is the checkpoint's origin.</param>
    /// <exception cref="FormatException">The checkpoint cannot be written, or a key has another name.</exception>
    /// <exception cref="CryptographicException">What a signer gave is not a signature of its key.</exception>
    public static async Task<SignedCheckpoint> SignAsync(Checkpoint checkpoint, IReadOnlyList<INoteSigner> signers, CancellationToken cancellationToken)
    {
        var text = checkpoint.ToText();
        if (Checkpoint.Parse(text) != checkpoint) throw new FormatException($"the checkpoint of `{checkpoint.Origin}` at {checkpoint.Size} does not read back as it was written");
        if (signers.FirstOrDefault(signer => signer.Key.Name != checkpoint.Origin) is { } stranger)
            throw new FormatException($"the key `{stranger.Key.Name}` cannot sign for the origin `{checkpoint.Origin}`: they have one name");
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var signatures = new List<NoteSignature>();
        foreach (var signer in signers)
        {
            var signature = await signer.SignAsync(bytes, cancellationToken);
            if (signer.Key.Verify(bytes, signature) != NoteVerdict.Verified)
                throw new CryptographicException($"what the signer of `{signer.Key.Name}` ({signer.Key.KeyIdHex}) gave does not verify with its public key; nothing was signed");
            signatures.Add(new(signer.Key.Name, signer.Key.KeyId, signature));
        }
        return new(new SignedNote(text, signatures));
    }

    /// <summary>Judges the signatures: those of unknown keys count for nothing, one failure of a known key refuses all.</summary>
    /// <param name="keys">That are believed, of this log or others: a log's key has the log's origin as its name.</param>
    public CheckpointVerdict Check(IReadOnlyList<NoteKey> keys)
    {
        NoteKey? verified = null;
        var text = Note.TextBytes;
        foreach (var signature in Note.Signatures)
        {
            // Two keys may share a name and, by accident or design, an id: the signature is good when it is of either.
            var candidates = keys.Where(key => key.Name == signature.Name && key.KeyId == signature.KeyId).ToList();
            var verdicts = candidates.Select(key => (Key: key, Verdict: key.Verify(text, signature.Bytes))).ToList();
            if (verdicts.FirstOrDefault(v => v.Verdict == NoteVerdict.Verified).Key is { } signer)
            {
                if (signer.Name == Checkpoint.Origin) verified ??= signer;
            }
            else if (verdicts.FirstOrDefault(v => v.Verdict == NoteVerdict.Invalid).Key is { } refused)
            {
                return new(CheckpointTrust.BadSignature, refused);
            }
        }
        return verified is null ? new(CheckpointTrust.UnknownKey, null) : new(CheckpointTrust.Verified, verified);
    }
}
