using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Signs what a vendor's log is now, once it is proved to be what was signed before and what came since.</summary>
/// <remarks>
/// INVARIANT: no two checkpoints of one size have different roots, and each is a prefix of the next. Whoever signs proves it from
/// the last signed checkpoint: its signature, by a key that signs still, holds, its root is the one that the stored frontier folds to, and that frontier, extended
/// over the leaf hashes of the entries since, recomputed from their bytes, folds to the log's root. Entries below the last
/// checkpoint are not read again.
/// Any number may sign at once and be killed anywhere: the version of row <c>s</c> lets one of them win.
/// </remarks>
/// <param name="archive">What it has seen is never contradicted. Null: there is none, and tables that are put back together are not noticed.</param>
public sealed class CheckpointSigning(Store store, CheckpointKeys keys, TimeProvider clock, ICheckpointArchive? archive = null)
{
    /// <summary>Who says that a key was added.</summary>
    public const string Machine = "system:checkpoints";

    private const int MaxRaces = 16;
    private const int MaxUnanswered = 6;
    private const int Batch = 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Signs the log as it is. A key that is new to it is announced by an entry before it signs.</summary>
    /// <returns>The checkpoint of the whole log: made now, or before when nothing was added since. Null: the log is empty.</returns>
    /// <exception cref="TrailInconsistentException">The log, or what was signed of it, contradicts itself; nothing was signed.</exception>
    /// <exception cref="TrailHaltedException">The log is halted; nothing was signed.</exception>
    /// <exception cref="TrailUnavailableException">The store did not answer, or others won every race: ask again.</exception>
    /// <exception cref="InputException">A key or the origin cannot be used.</exception>
    public async Task<SignedCheckpoint?> RunAsync(VendorId vendor, CancellationToken cancellationToken = default)
    {
        long? wanted = null;
        var (races, unanswered) = (0, 0);
        while (true)
        {
            if (await store.Halts.FindAsync(vendor, cancellationToken) is { } halt) throw new TrailHaltedException(vendor.Value, halt);
            var last = await LastAsync(vendor, cancellationToken);
            var head = await store.Trail.HeadAsync(vendor.Value, cancellationToken);
            if (head.Size == 0 && last is null) return null;
            var origin = keys.OriginOf(vendor, last?.State.Origin);
            var signers = await keys.SignersAsync(origin, cancellationToken);
            if (last is not null) MustBeOwn(vendor, last, signers);
            // Who lost to another signer takes what that one signed.
            if (last is not null && last.State.Size >= wanted) return last.Signed;
            var added = NewKeys(vendor, signers, last);
            if (added.Count == 0 && IsOf(last, head)) return last!.Signed;
            // Before a new key is announced, too: an entry would be one more that the restored log has and the seen one has not.
            if (archive is not null && await ArchiveContradiction.OfAsync(store, archive, vendor, cancellationToken) is { } seen)
                throw new TrailInconsistentException(vendor.Value, seen);
            foreach (var key in added) await AnnounceAsync(vendor, key, cancellationToken);
            if (added.Count > 0) head = await store.Trail.HeadAsync(vendor.Value, cancellationToken);
            if (IsOf(last, head)) return last!.Signed;
            wanted ??= head.Size;
            var state = await ExtendAsync(vendor, last?.State, head, origin, cancellationToken);
            var signed = await SignedCheckpoint.SignAsync(new Checkpoint(origin, head.Size, head.Root), signers, cancellationToken);
            // Signing may have taken minutes, and the state of signing does not know of a halt, nor of a head that was changed.
            if (await store.Halts.FindAsync(vendor, cancellationToken) is { } since) throw new TrailHaltedException(vendor.Value, since);
            var now = await store.Trail.HeadAsync(vendor.Value, cancellationToken);
            var moved = now.Size < head.Size || (now.Size == head.Size && now.Root != head.Root);
            if (moved) wanted = null;
            try
            {
                if (!moved && await store.Checkpoints.TryAddAsync(vendor, signed, last?.State, state, added, cancellationToken)) return signed;
                if (++races > MaxRaces) throw new TrailUnavailableException($"the checkpoints of `{vendor}` are busy: {MaxRaces} times another signer was first, or the log was put back meanwhile. Try again");
            }
            // Whether it was kept is unknown: what is there now tells. A signature that nobody was given binds nobody.
            catch (Exception e) when (Ambiguous.Is(e, cancellationToken))
            {
                if (++unanswered > MaxUnanswered)
                    throw new TrailUnavailableException($"the store did not answer while a checkpoint of `{vendor}` was kept; whether it was is unknown. Try again", e);
            }
            await Task.Delay(Pause * (1 + Random.Shared.NextDouble() * (races + unanswered)), clock, cancellationToken);
        }
    }

    private async Task<SignedState?> LastAsync(VendorId vendor, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await store.Checkpoints.StateAsync(vendor, cancellationToken);
            var known = await store.Checkpoints.StoredKeysAsync(vendor, cancellationToken);
            var signed = state is null ? null : await store.Checkpoints.FindAsync(vendor, state.Size, cancellationToken);
            if (await ContradictionAsync(vendor, state, known, signed, cancellationToken) is not { } problem)
                return state is null ? null : new(state, signed!.Signed, known);
            // A signer that committed between these reads looks like a contradiction; then the state has moved.
            var again = await store.Checkpoints.StateAsync(vendor, cancellationToken);
            if (again?.ETag == state?.ETag) throw new TrailInconsistentException(vendor.Value, problem);
        }
    }

    private async Task<string?> ContradictionAsync(
        VendorId vendor, SignedFrontier? state, IReadOnlyList<StoredKey> known, StoredCheckpoint? signed, CancellationToken cancellationToken)
    {
        var size = state?.Size ?? 0;
        await foreach (var later in store.Checkpoints.AllAsync(vendor, size, cancellationToken))
            return $"{later.Size} entries were signed, but the state of signing knows of {size}: it was rolled back";
        if (known.FirstOrDefault(key => key.First > size) is { } ahead)
            return $"the key {ahead.Key.KeyIdHex} signed {ahead.First} entries, but the state of signing knows of {size}: it was rolled back";
        if (state is null) return null;
        if (state.Published > size) return $"{state.Published} entries were published, but the state of signing knows of {size}: it was rolled back";
        if (signed is null) return $"the checkpoint of its first {size} entries, which were signed, has disappeared";
        var checkpoint = signed.Signed.Checkpoint;
        if (checkpoint.Root != state.Frontier.Root || checkpoint.Origin != state.Origin) return $"the state of signing is not that of the checkpoint of {size} entries";
        var verdict = signed.Signed.Check([.. known.Select(key => key.Key)]);
        return verdict.IsVerified ? null : $"the checkpoint of {size} entries is not signed by a key of this log";
    }

    // The keys that table tells of are as good as who may write it: what was signed is gone on from only by who holds a key that signed it.
    private static void MustBeOwn(VendorId vendor, SignedState last, IReadOnlyList<INoteSigner> signers)
    {
        if (last.Signed.Check([.. signers.Select(signer => signer.Key)]).IsVerified) return;
        throw new TrailInconsistentException(vendor.Value,
            $"its checkpoint of {last.State.Size} entries is signed by no key that signs now ({string.Join(", ", signers.Select(signer => signer.Key.KeyIdHex))}). "
            + "Where one key follows another, configure the former key beside the new one until a checkpoint is signed by both (`CheckpointKey`: `new;former`); if none does, somebody else signed it");
    }

    private static bool IsOf(SignedState? last, TrailHead head) => head.Size == last?.State.Size && head.Root == last.State.Frontier.Root;

    private static List<NoteKey> NewKeys(VendorId vendor, IReadOnlyList<INoteSigner> signers, SignedState? last)
    {
        var known = last?.Keys ?? [];
        var added = new List<NoteKey>();
        foreach (var key in signers.Select(signer => signer.Key))
        {
            if (known.FirstOrDefault(stored => stored.Key.KeyId == key.KeyId) is not { } same) added.Add(key);
            else if (!same.Key.Equals(key)) throw new TrailInconsistentException(vendor.Value, $"the key {key.KeyIdHex} is kept as another key than the one that signs");
        }
        return added;
    }

    // One entry for a key, whoever says it and how often: its time is decided once.
    private async Task AnnounceAsync(VendorId vendor, NoteKey key, CancellationToken cancellationToken)
    {
        var operation = $"checkpoint-key-{key.KeyIdHex}";
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow()).ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture);
        var decided = await store.Vendors.DecideAsync(vendor, operation, now, cancellationToken);
        var time = Instant.FromUnixTimeTicks(long.Parse(decided, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var data = new JsonObject { ["vkey"] = key.ToString(), ["keyId"] = key.KeyIdHex };
        var entry = TrailEntry.Create(vendor.Value, time, "checkpoint key added", Machine, null, data);
        await store.Trail.AppendAsync(vendor.Value, operation, [entry], cancellationToken);
    }

    private async Task<SignedFrontier> ExtendAsync(VendorId vendor, SignedFrontier? last, TrailHead head, string origin, CancellationToken cancellationToken)
    {
        var frontier = last?.Frontier ?? MerkleFrontier.Empty;
        if (head.Size < frontier.Size) throw new TrailInconsistentException(vendor.Value, $"{frontier.Size} entries were signed and now it has {head.Size}: it was rolled back");
        var growth = store.Tiles(vendor).Grow(last);
        var leaves = new List<EntryHash>(Batch);
        await foreach (var leaf in store.Trail.LeavesAsync(vendor.Value, frontier.Size, head.Size, cancellationToken))
        {
            leaves.Add(leaf.Hash);
            await growth.AddAsync(leaf.Hash, cancellationToken);
            if (leaves.Count < Batch) continue;
            frontier = frontier.Append(leaves);
            leaves.Clear();
        }
        frontier = frontier.Append(leaves);
        if (frontier.Root != head.Root)
            throw new TrailInconsistentException(vendor.Value, $"its entries from {last?.Size ?? 0} to {head.Size}, after what was signed, do not fold to its root");
        var edge = await growth.FinishAsync(cancellationToken);
        return new SignedFrontier(frontier, origin) { Published = last?.Published ?? 0, Edge = edge };
    }

    /// <summary>What was signed last, proved to be what it says.</summary>
    private sealed record SignedState(SignedFrontier State, SignedCheckpoint Signed, IReadOnlyList<StoredKey> Keys);
}
