namespace Compliance.Regimes.Counting;

/// <summary>The same day number so many months on, or the last day of a shorter month; to the end of that day.</summary>
public sealed record CalendarMonths(int Number) : TimeLimit
{
    public override string Words => $"calendar_months:{Number} end of day";

    public override string WordsWithNoonRelief => $"calendar_months:{Number} then noon next working day";

    internal override string? Problem => Number is > 0 and <= 120 ? null : "`number` is not a number of months";

    internal override Reckoning From(AnchorFact anchor, Ground ground) => new Reckoning.End(
        ground.EndOf(ground.DateOf(anchor.At).PlusMonths(Number)),
        $"{Number} month{(Number == 1 ? "" : "s")} after the day of `{anchor.Name}` in {ground.Zone.Id}, the same day number or the last of the month, to its end");
}
