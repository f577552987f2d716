using NodaTime;

namespace Compliance.Incidents;

public enum StepStage
{
    /// <summary>Not begun.</summary>
    Waiting,
    Running,

    /// <summary>Begun, and somebody was asked to approve it.</summary>
    AwaitingApproval,
    Completed,
    Rejected,
    Failed,
}

/// <summary>How far a step of the playbook has come, by the records.</summary>
public sealed record StepState
{
    public required string Step { get; init; }
    public StepStage Stage { get; init; }
    public Instant? StartedAt { get; init; }
    public NamedPerson? StartedBy { get; init; }
    public Instant? Due { get; init; }

    /// <summary>Null: nobody has.</summary>
    public NamedPerson? ApprovedBy { get; init; }
    public Instant? ApprovedAt { get; init; }

    /// <summary>Who completed, rejected, or failed it.</summary>
    public string? EndedBy { get; init; }
    public Instant? EndedAt { get; init; }

    /// <summary>Why it was rejected or failed.</summary>
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public IReadOnlyList<string> Evidence { get; init; } = [];

    public bool HasEnded => Stage is StepStage.Completed or StepStage.Rejected or StepStage.Failed;
}
