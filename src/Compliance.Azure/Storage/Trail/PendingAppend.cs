using Compliance.Trail;

namespace Compliance.Storage;

/// <summary>An operation that a caller waits for. The caller may give up at any time; whether the operation then still happens is open.</summary>
internal sealed class PendingAppend(TrailOperation operation)
{
    // Callers go on by themselves, not on the back of whoever commits.
    private readonly TaskCompletionSource<TrailPosition> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile AppendGroup? _group;

    public TrailOperation Operation => operation;

    public Task<TrailPosition> Answer => _answer.Task;

    /// <summary>Nobody waits for it any more: it was answered, or its caller gave up.</summary>
    public bool IsSettled => _answer.Task.IsCompleted;

    public void Join(AppendGroup group) => _group = group;

    public void Committed(TrailPosition position) => _answer.TrySetResult(position);

    public void Failed(Exception failure) => _answer.TrySetException(failure);

    public void GiveUp(CancellationToken cancellationToken)
    {
        if (_answer.TrySetCanceled(cancellationToken)) _group?.StopIfAbandoned();
    }
}
