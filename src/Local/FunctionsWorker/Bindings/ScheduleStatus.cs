namespace Microsoft.Azure.Functions.Worker;

/// <summary>A remembered schedule; all times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When the function last ran; <c>default</c> before the first run.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it is due.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
