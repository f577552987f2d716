namespace Compliance.Samples.Acme;

/// <summary>The local days the sample covers, in Manila, which has been at UTC+8 without summer time since 1990.</summary>
internal sealed record Period(int Days)
{
    /// <summary>Long enough that `unused-permission` (90 days) is evaluable.</summary>
    public const int MinDays = 95;

    public static readonly TimeSpan Manila = TimeSpan.FromHours(8);

    public DateOnly Last { get; } = new(2026, 6, 30);
    public DateOnly First => Last.AddDays(1 - Days);

    public IEnumerable<DateOnly> EachDay() => Enumerable.Range(0, Days).Select(First.AddDays);

    public static DateTimeOffset At(DateOnly day, int hour, int minute, int second = 0) =>
        new(day.ToDateTime(new TimeOnly(hour, minute, second)), Manila);

    public static DateOnly LocalDay(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Manila).DateTime);
}
