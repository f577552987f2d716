namespace Compliance.Samples.Scan;

internal enum StaffRole
{
    Tier1,
    Tier2,
    Supervisor,
    Quality,
}

/// <summary>
/// The people of the log, known by number alone: what is true of person 417 follows from 417, so that the log, the lists and the contract
/// agree without a table. A few in a thousand are in trouble of some kind.
/// </summary>
internal sealed class Staff(int count)
{
    /// <summary>The last people of the list never do anything.</summary>
    private const int Absent = 20;

    public static readonly DateOnly Left = new(2026, 6, 8);
    public static readonly DateOnly Cleared = new(2026, 4, 6);
    public static readonly DateOnly TrainingLapses = new(2026, 6, 15);
    public static readonly DateOnly GrantEnds = new(2026, 5, 31);

    public int Count => count;
    public int Active => count - Absent;

    public static StaffRole RoleOf(int person) => (person / 2 % 20) switch
    {
        < 14 => StaffRole.Tier1,
        < 18 => StaffRole.Tier2,
        18 => StaffRole.Supervisor,
        _ => StaffRole.Quality,
    };

    /// <summary>Even numbers work by day, odd ones by night.</summary>
    public static bool WorksByDay(int person) => person % 2 == 0;

    public static bool HasLeft(int person) => person % 1009 == 11;
    public static bool IsUncleared(int person) => person % 1013 == 12;
    public static bool IsUntrained(int person) => person % 1019 == 13;
    public static bool LosesGrant(int person) => person % 1021 == 14;

    /// <summary>A supervisor who stands in for tier2, and so can issue what they approve.</summary>
    public static bool StandsIn(int person) => RoleOf(person) == StaffRole.Supervisor && person % 7 == 3;
}
