namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer-triggered function learns about its run.</summary>
public class TimerInfo
{
    /// <summary>The schedule as it stood before this run; <see cref="Worker.ScheduleStatus.Next"/> is this run's due time. Null where the schedule is not remembered.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run is late because the host was not running at its due time.</summary>
    public bool IsPastDue { get; set; }
}
