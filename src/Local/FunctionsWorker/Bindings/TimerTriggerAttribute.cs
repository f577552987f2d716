using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by a schedule, in UTC; sits on the <see cref="TimerInfo"/> parameter.</summary>
/// <param name="schedule">Six-field NCRONTAB (<c>second minute hour day month weekday</c>), five fields without the second, or <c>%SETTING%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Also run at every start of the host, unless a past-due run happens then.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Remember the schedule over restarts, so that missed ticks lead to one past-due run. Never in force for schedules below a minute.</summary>
    public bool UseMonitor { get; set; } = true;
}
