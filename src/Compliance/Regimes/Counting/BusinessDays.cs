using NodaTime;

namespace Compliance.Regimes.Counting;

/// <summary>Working days: day 1 is the first after the local date of the anchor, also when that is itself a day off.</summary>
public sealed record BusinessDays(int Number) : TimeLimit
{
    /// <summary>When the last day ends for this purpose, local time: the close of filing. Null: with the day.</summary>
    public LocalTime? Closes { get; init; }

    /// <summary>Whose days off count, in words: <c>BR national</c>.</summary>
    public string? Days { get; init; }

    public override string Words => Closes is not null ? $"business_days:{Number}" : Days is null ? $"business_days:{Number} end of day" : $"business_days:{Number} {Days} end of day";

    internal override string? Problem => Number is > 0 and <= 366 ? null : "`number` is not a number of days";

    internal override Reckoning From(AnchorFact anchor, Ground ground)
    {
        var began = ground.DateOf(anchor.At);
        if (ground.WorkingDays.After(began, Number) is not { } last) return new Reckoning.NoCalendar(ground.WorkingDays.Gap(began));
        var end = Closes is { } closes ? ground.At(last, closes) : ground.EndOf(last);
        var until = Closes is null ? "to its end" : $"to {Closes.Value.ToString("HH:mm", null)}";
        return new Reckoning.End(end, $"business day {Number} in {ground.Zone.Id}, day 1 being the first after the day of `{anchor.Name}`, {until}");
    }
}
