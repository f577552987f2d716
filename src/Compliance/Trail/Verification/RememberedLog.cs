using Compliance.Trail.Checkpoints;

namespace Compliance.Trail.Verification;

/// <summary>What was verified of the log before, beside what it says now.</summary>
internal sealed class RememberedLog(TrailState? state, TrailProblems problems)
{
    /// <summary>Sizes at which the root is needed.</summary>
    public IEnumerable<long> Sizes => state is null ? [] : [state.Checkpoint.Checkpoint.Size];

    /// <param name="rootAt">The root of the first entries as the export proves it; null: it does not.</param>
    public void Compare(Checkpoint now, Func<long, EntryHash?> rootAt)
    {
        if (state is null) return;
        var before = state.Checkpoint.Checkpoint;
        if (state.Origin != now.Origin)
            problems.Add(TrailProblemKind.Rollback, null, CheckpointCheck.Path, $"the state is of the log `{state.Origin}`, the export of `{now.Origin}`");
        else if (before.Size > now.Size)
            problems.Add(TrailProblemKind.Rollback, now.Size, CheckpointCheck.Path, $"{before.Size} entries were signed when the log was last verified, now it is {now.Size}: an older export, or a log that was rolled back");
        else if (before.Size == now.Size && before.Root != now.Root)
            problems.Add(TrailProblemKind.Rollback, null, CheckpointCheck.Path, $"another root was signed for the same {now.Size} entries when the log was last verified");
        else if (before.Size > 0 && before.Size < now.Size)
            CompareRoot(before, rootAt(before.Size));
    }

    private void CompareRoot(Checkpoint before, EntryHash? root)
    {
        if (root is null)
            problems.Add(TrailProblemKind.Incomplete, null, CheckpointCheck.Path, $"whether the log only grew since it was last verified, at {before.Size} entries, cannot be told from this export: ask for `trail prove --from {before.Size}`");
        else if (root != before.Root)
            problems.Add(TrailProblemKind.Rollback, null, CheckpointCheck.Path, $"its first {before.Size} entries are not those that were signed when the log was last verified: the log was rewritten");
    }
}
