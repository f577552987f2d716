namespace Compliance.Azure.Tests.Graph;

/// <summary>A clock that goes on only when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private TaskCompletionSource<TimeSpan> _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _elapsed;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _elapsed;

    /// <summary>The next wait that is begun and is no longer than asked for: how long it is.</summary>
    public Task<TimeSpan> WaitAsync() => _set.Task;

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _elapsed += by;
            due = _alarms.FindAll(alarm => alarm.At <= _elapsed);
            _alarms.RemoveAll(due.Contains);
            _set = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        foreach (var alarm in due) alarm.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private void Set(Alarm alarm, TimeSpan due)
    {
        lock (_gate)
        {
            _alarms.Remove(alarm);
            if (due == Timeout.InfiniteTimeSpan) return;
            alarm.At = _elapsed + due;
            _alarms.Add(alarm);
            // The limit of time on everything is set too; waits for quota are shorter.
            if (due < TimeSpan.FromMinutes(1)) _set.TrySetResult(due);
        }
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public TimeSpan At { get; set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
