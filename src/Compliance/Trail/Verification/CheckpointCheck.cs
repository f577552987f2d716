using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>Who signed: the checkpoint of an export, the keys that lie beside it, and those that are believed.</summary>
internal sealed class CheckpointCheck
{
    public const string Path = "checkpoint";
    private const string KeysPath = "vkey";
    private const string PemPath = "public-key.pem";
    private const int MostKeyBytes = 1 << 18;

    private readonly TrailProblems _problems;

    // Without the list of keys it cannot be told whose a signature should have been: the missing file is what there is to say.
    private bool _keysAreMissing;

    private CheckpointCheck(TrailProblems problems) => _problems = problems;

    /// <summary>Null: there is none that can be read.</summary>
    public SignedCheckpoint? Signed { get; private set; }

    /// <summary>Those that the export lists.</summary>
    public IReadOnlyList<NoteKey> Listed { get; private set; } = [];

    public IReadOnlyList<NoteKey> Believed { get; private set; } = [];

    /// <summary>Believed keys whose signature verified.</summary>
    public IReadOnlyList<NoteKey> SignedBy { get; private set; } = [];

    public static CheckpointCheck Of(IExportSource source, VerifyOptions options, TrailProblems problems)
    {
        var check = new CheckpointCheck(problems);
        check.Signed = check.ReadCheckpoint(source);
        check.Listed = check.ReadKeys(source);
        check.Believed = options.Keys ?? options.State?.Keys ?? check.Listed;
        if (check.Signed is { } signed)
        {
            check.SignedBy = check.Judge(signed, Path);
            foreach (var key in check.Listed.Where(key => key.Name != signed.Checkpoint.Origin))
                problems.Add(TrailProblemKind.Modified, null, KeysPath, $"the key `{key.Name}` ({key.KeyIdHex}) has another name than the log, `{signed.Checkpoint.Origin}`");
        }
        // One that cannot be verified could stand there for anybody, and its signature say anything.
        foreach (var key in check.Listed.Where(key => key.Algorithm != NoteKey.Ecdsa))
            problems.Add(TrailProblemKind.Modified, null, KeysPath, $"the key `{key.Name}` ({key.KeyIdHex}) is not of ECDSA, and no other signs a log");
        check.ComparePem(source);
        return check;
    }

    /// <summary>Judges the signatures of a checkpoint of this log; the believed keys that verified.</summary>
    public IReadOnlyList<NoteKey> Judge(SignedCheckpoint signed, string path)
    {
        var verdict = signed.Check(Believed);
        if (verdict.Trust == CheckpointTrust.BadSignature)
            _problems.Add(TrailProblemKind.BadSignature, null, path, $"the signature of the key `{verdict.Key!.Name}` ({verdict.Key.KeyIdHex}) does not verify");
        if (verdict.Trust == CheckpointTrust.UnknownKey && !(_keysAreMissing && Believed.Count == 0))
            _problems.Add(TrailProblemKind.UnknownKey, null, path, $"it is signed by {Ids(signed)}, and by no key that is believed and can be verified here ({Ids(Believed)})");
        // Beside those that are believed, every signature has to hold: a byte of it that was changed shows.
        foreach (var signature in signed.Note.Signatures)
        {
            var keys = Listed.Concat(Believed).Where(key => key.Name == signature.Name && key.KeyId == signature.KeyId).Distinct().ToList();
            if (keys.Count == 0 && _keysAreMissing) continue;
            if (keys.Count == 0)
                _problems.Add(TrailProblemKind.UnknownKey, null, path, $"a signature is of the key {signature.KeyId:x8} of `{signature.Name}`, which `{KeysPath}` does not list");
            else if (verdict.Trust != CheckpointTrust.BadSignature && keys.TrueForAll(key => key.Verify(signed.Note.TextBytes, signature.Bytes) == NoteVerdict.Invalid))
                _problems.Add(TrailProblemKind.BadSignature, null, path, $"the signature of the key `{signature.Name}` ({signature.KeyId:x8}) does not verify");
        }
        return !verdict.IsVerified ? [] : [.. Believed.Where(key => key.Name == signed.Checkpoint.Origin && HasSigned(key, signed))];
    }

    /// <summary>Of the whole log: every key that the export lists is announced in it, or signed the checkpoint, or was known before.</summary>
    /// <param name="announced">By entries that the checkpoint covers.</param>
    public void CompareListed(IReadOnlyList<NoteKey> announced)
    {
        var known = ReferenceEquals(Believed, Listed) ? announced : announced.Concat(Believed).ToList();
        foreach (var key in Listed.Where(key => !known.Contains(key) && !HasSigned(key, Signed!)))
            _problems.Add(TrailProblemKind.UnknownKey, null, KeysPath, $"the key `{key.Name}` ({key.KeyIdHex}) did not sign the checkpoint, and no entry of the log announces it");
    }

    private static bool HasSigned(NoteKey key, SignedCheckpoint signed) => signed.Note.Signatures.Any(signature =>
        signature.KeyId == key.KeyId && signature.Name == key.Name && key.Verify(signed.Note.TextBytes, signature.Bytes) == NoteVerdict.Verified);

    private SignedCheckpoint? ReadCheckpoint(IExportSource source)
    {
        if (ReadSmall(source, Path, SignedNote.MaxBytes) is not { } bytes) return null;
        try
        {
            return SignedCheckpoint.Parse(bytes);
        }
        catch (FormatException e)
        {
            _problems.Add(TrailProblemKind.Modified, null, Path, $"not a signed checkpoint: {e.Message}");
            return null;
        }
    }

    private List<NoteKey> ReadKeys(IExportSource source)
    {
        var keys = new List<NoteKey>();
        _keysAreMissing = !source.Exists(KeysPath);
        if (ReadSmall(source, KeysPath, MostKeyBytes) is not { } bytes) return keys;
        try
        {
            var text = SignedNote.Decode(bytes);
            var lines = text.Split('\n');
            if (lines.Length < 2 || lines[^1].Length > 0) throw new FormatException("expected one key a line, each line ended");
            foreach (var line in lines[..^1])
            {
                var key = NoteKey.Parse(line);
                if (key.ToString() != line || keys.Contains(key)) throw new FormatException($"the key {key.KeyIdHex} is not written in its one form, or listed twice");
                keys.Add(key);
            }
        }
        catch (FormatException e)
        {
            _problems.Add(TrailProblemKind.Modified, null, KeysPath, e.Message);
        }
        return keys;
    }

    private void ComparePem(IExportSource source)
    {
        if (ReadSmall(source, PemPath, MostKeyBytes) is not { } bytes) return;
        if (Listed is not [{ Algorithm: NoteKey.Ecdsa } current, ..] || bytes.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(current.PublicKeyPem()))) return;
        _problems.Add(TrailProblemKind.Modified, null, PemPath, $"not the first key of `{KeysPath}`");
    }

    private byte[]? ReadSmall(IExportSource source, string path, int most)
    {
        if (SmallFile.Read(source, path, most) is { } bytes) return bytes;
        if (source.Exists(path)) _problems.Add(TrailProblemKind.Modified, null, path, $"longer than {most} bytes");
        else _problems.Add(TrailProblemKind.Incomplete, null, path, "the file is missing");
        return null;
    }

    private static string Ids(SignedCheckpoint signed) => string.Join(", ", signed.Note.Signatures.Select(signature => $"{signature.Name} {signature.KeyId:x8}").Take(10));

    private static string Ids(IReadOnlyList<NoteKey> keys) => keys.Count == 0 ? "none" : string.Join(", ", keys.Select(key => $"{key.Name} {key.KeyIdHex}").Take(10));
}
