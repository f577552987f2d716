using NodaTime;

namespace Compliance.Onboarding;

/// <summary>One person of the vendor, as its rosters tell.</summary>
public sealed record RosterPerson
{
    /// <summary>What people.csv, accounts.csv and assignments name the person by: the employee's id, else the mail address, else
    /// made of the name.</summary>
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>Every id that a row of the person has; several where somebody came back under another.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];
    public IReadOnlyList<string> Emails { get; init; } = [];
    public IReadOnlyList<string> Logins { get; init; } = [];

    /// <summary>By beginning; at least one.</summary>
    public required IReadOnlyList<RosterPeriod> Periods { get; init; }

    /// <summary>The last period that has begun by a day, else the first.</summary>
    public RosterPeriod At(LocalDate day) => Periods.LastOrDefault(period => period.Hired is null || period.Hired <= day) ?? Periods[0];
}

/// <summary>One period of employment.</summary>
public sealed record RosterPeriod
{
    public string? Title { get; init; }
    public string? Team { get; init; }
    public string? Site { get; init; }
    public string? Country { get; init; }

    /// <summary><c>active</c>, <c>leave</c>, <c>terminated</c>, or the roster's own word.</summary>
    public required string Status { get; init; }
    public LocalDate? Hired { get; init; }
    public LocalDate? Left { get; init; }
    public LocalDate? BackgroundCheck { get; init; }
    public LocalDate? TrainingExpires { get; init; }

    /// <summary>Where it stands: the file, and the 1-based row below its header.</summary>
    public required string Source { get; init; }
    public required long Row { get; init; }

    public bool IsOpen(LocalDate day) => (Hired is null || Hired <= day) && (Left is null ? Status != "terminated" : Left >= day);
}
