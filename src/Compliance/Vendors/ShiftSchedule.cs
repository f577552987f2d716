using NodaTime;

namespace Compliance.Vendors;

/// <summary><c>schedule.csv</c>: who was to work when, as workforce management published it after swaps and overtime.</summary>
public sealed record ShiftSchedule
{
    /// <summary>By person, each ordered by start; keys are compared ordinally, ignoring case.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ScheduledSpan>> ByPerson { get; init; }

    /// <summary>The local days from that on which the first row of work begins to that on which the last one does: on them the schedule speaks
    /// for the whole vendor, also for a person and for a day without a row. Null: it has no row of work. Leave is entered months ahead, and
    /// says nothing of whether work is planned by then.</summary>
    public required DateInterval? Days { get; init; }
}

/// <summary>One row: <c>[Start, End)</c>.</summary>
public sealed record ScheduledSpan(Instant Start, Instant End, ScheduledKind Kind, int Line);

/// <summary>What a row of the schedule says of its time.</summary>
public enum ScheduledKind : byte
{
    /// <summary>At work, breaks between included.</summary>
    Work,

    /// <summary>At work also where another row says absent.</summary>
    Overtime,

    /// <summary>Not at work, whatever a row of <see cref="Work"/> says.</summary>
    Absence,
}
