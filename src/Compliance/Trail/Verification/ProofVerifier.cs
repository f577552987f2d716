using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Proofs;

namespace Compliance.Trail.Verification;

/// <summary>Verifies a proof that stands for itself: that an entry lies in a log, or that a log only grew.</summary>
/// <remarks>A proof carries no key: without one that is given or remembered there is nothing to verify it with.</remarks>
public static class ProofVerifier
{
    private const string NoKey = "a proof carries no key: give the log's with --key, or what was verified of it before with --state";

    /// <summary>Bytes that a proof file may have.</summary>
    public const int MaxBytes = SignedNote.MaxBytes;

    /// <summary>Bytes of a file that <see cref="Begins"/> looks at.</summary>
    public const int StartBytes = 32;

    /// <summary>Whether a file that begins so is meant to be a proof of either kind, whatever it is called: of any version, so that it is told which can be read.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start.StartsWith("c2sp.org/tlog-proof@"u8) || start.StartsWith("old "u8) && start.Length > 4 && char.IsAsciiDigit((char)start[4]);

    /// <param name="bytes">Of a <c>.tlog-proof</c> of either kind: the first line tells which.</param>
    /// <param name="place">Name of the file, for messages.</param>
    /// <param name="old">The earlier checkpoint, for a proof that a log grew; null: that of the state.</param>
    /// <exception cref="InputException">The bytes are no proof, or there is no key, or no earlier checkpoint, to verify it with.</exception>
    public static TrailVerification Verify(ReadOnlySpan<byte> bytes, string place, VerifyOptions options, SignedCheckpoint? old = null)
    {
        if (options.Keys is null && options.State is null) throw new InputException($"{place}: {NoKey}");
        try
        {
            return bytes.StartsWith("old "u8) ? Growth(ConsistencyFile.Parse(bytes), place, options, old) : Inclusion(TlogProof.Parse(bytes), place, options);
        }
        catch (FormatException e)
        {
            throw new InputException($"{place}: not a proof: {e.Message}", e);
        }
    }

    private static TrailVerification Inclusion(TlogProof proof, string place, VerifyOptions options)
    {
        var problems = new TrailProblems();
        var signedBy = Judge(proof.Checkpoint, place, options, problems);
        var checkpoint = proof.Checkpoint.Checkpoint;
        TrailEntry? entry = null;
        if (proof.Extra is not { } leaf)
        {
            problems.Add(TrailProblemKind.Incomplete, proof.Index, place, "the entry is not in the file: it has no line `extra`");
        }
        else
        {
            entry = Read(leaf, proof.Index, checkpoint.Origin, place, problems);
            if (!proof.Includes(EntryHash.OfLeaf(leaf)))
                problems.Add(TrailProblemKind.Modified, proof.Index, place, $"the entry, its index or the proof is not that of the log: they do not make the root that is signed for {checkpoint.Size} entries");
        }
        // Of an earlier or a later checkpoint than the one remembered, a proof of inclusion says nothing about the two.
        if (options.State?.Checkpoint.Checkpoint is { } before && before.Size == checkpoint.Size) CompareRoots(before, checkpoint, place, problems);
        return Result(proof.Checkpoint, signedBy, options, problems) with { Subject = TrailSubject.Inclusion, Vendor = entry?.Vendor, From = proof.Index, To = proof.Index + 1, Entry = proof.Extra };
    }

    private static TrailVerification Growth(ConsistencyFile proof, string place, VerifyOptions options, SignedCheckpoint? old)
    {
        var problems = new TrailProblems();
        var earlier = old ?? options.State?.Checkpoint
            ?? throw new InputException($"{place}: proves that a log grew from {proof.OldSize} entries, and which log that was is not in it: give its checkpoint with --old, or --state");
        if (old is not null) Judge(old, "--old", options, problems);
        var signedBy = Judge(proof.Checkpoint, place, options, problems);
        var (before, now) = (earlier.Checkpoint, proof.Checkpoint.Checkpoint);
        if (before.Size != proof.OldSize)
            throw new InputException($"{place}: proves growth from {proof.OldSize} entries, but the earlier checkpoint is of {before.Size}: ask for `trail prove --from {before.Size}`");
        if (before.Origin != now.Origin) problems.Add(TrailProblemKind.Rollback, null, place, $"the earlier checkpoint is of the log `{before.Origin}`, the proof of `{now.Origin}`");
        else if (now.Size < before.Size) problems.Add(TrailProblemKind.Rollback, now.Size, place, $"the log had {before.Size} entries, now it has {now.Size}");
        else if (!proof.Extends(before.Root)) problems.Add(TrailProblemKind.Rollback, null, place, $"the first {before.Size} entries are not those that were signed before: the log was rewritten, or the proof changed");
        var reaches = old is null || options.State is null || ReachesState(before, now, options.State.Checkpoint.Checkpoint, place, problems);
        var result = Result(proof.Checkpoint, signedBy, options, problems) with { Subject = TrailSubject.Consistency, From = proof.OldSize, To = now.Size };
        return result.Verdict != TrailVerdict.Verified || !reaches ? result
            : result with { NextState = new(now.Origin, [.. signedBy.Concat(options.State?.Keys ?? []).Distinct()], proof.Checkpoint) };
    }

    // An earlier checkpoint that was given need not be the one remembered, which must not be forgotten for an older one, nor for
    // one that it was not compared with.
    private static bool ReachesState(Checkpoint before, Checkpoint now, Checkpoint state, string place, TrailProblems problems)
    {
        if (state.Origin != now.Origin)
            problems.Add(TrailProblemKind.Rollback, null, place, $"the state is of the log `{state.Origin}`, the proof of `{now.Origin}`");
        else if (state.Size > now.Size)
            problems.Add(TrailProblemKind.Rollback, now.Size, place, $"{state.Size} entries were signed when the log was last verified, the proof ends at {now.Size}");
        if (state.Size == before.Size) CompareRoots(state, before, place, problems);
        if (state.Size == now.Size) CompareRoots(state, now, place, problems);
        return state.Size == before.Size || state.Size == now.Size;
    }

    private static TrailEntry? Read(byte[] leaf, long index, string origin, string place, TrailProblems problems)
    {
        try
        {
            var entry = TrailEntry.Parse(leaf);
            if (!origin.EndsWith($"/{entry.Vendor}", StringComparison.Ordinal))
                problems.Add(TrailProblemKind.Modified, index, place, $"the entry is of the vendor `{entry.Vendor}`, the checkpoint of `{origin}`");
            return entry;
        }
        catch (FormatException e)
        {
            problems.Add(TrailProblemKind.Modified, index, place, $"no entry of version {TrailEntry.Version}: {e.Message}");
            return null;
        }
    }

    private static IReadOnlyList<NoteKey> Judge(SignedCheckpoint signed, string place, VerifyOptions options, TrailProblems problems)
    {
        var believed = options.Keys ?? options.State!.Keys;
        var (trust, key) = signed.Check(believed);
        if (trust == CheckpointTrust.BadSignature)
            problems.Add(TrailProblemKind.BadSignature, null, place, $"the signature of the key `{key!.Name}` ({key.KeyIdHex}) does not verify");
        if (trust == CheckpointTrust.UnknownKey)
            problems.Add(TrailProblemKind.UnknownKey, null, place, $"the checkpoint of `{signed.Checkpoint.Origin}` is signed by no key that is believed and can be verified here");
        return key is not null && trust == CheckpointTrust.Verified ? [key] : [];
    }

    private static void CompareRoots(Checkpoint before, Checkpoint now, string place, TrailProblems problems)
    {
        if (before.Origin == now.Origin && before.Root != now.Root)
            problems.Add(TrailProblemKind.Rollback, null, place, $"another root was signed for the same {now.Size} entries when the log was last verified");
    }

    private static TrailVerification Result(SignedCheckpoint signed, IReadOnlyList<NoteKey> signedBy, VerifyOptions options, TrailProblems problems) => new()
    {
        Origin = signed.Checkpoint.Origin,
        Size = signed.Checkpoint.Size,
        Root = signed.Checkpoint.Root,
        KeySource = options.Keys is not null ? KeySource.Given : KeySource.State,
        SignedBy = signedBy,
        Problems = problems.InOrder(),
        ProblemCount = problems.Count,
        Verdict = problems.Verdict,
    };
}
