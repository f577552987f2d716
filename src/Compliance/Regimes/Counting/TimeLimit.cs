using System.Text.Json.Serialization;

namespace Compliance.Regimes.Counting;

/// <summary>How the end of a period is found from the fact that begins it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ElapsedHours), "elapsed_hours")]
[JsonDerivedType(typeof(EarlierOfTwo), "earlier_of_two")]
[JsonDerivedType(typeof(HoursWhenLate), "hours_when_late")]
[JsonDerivedType(typeof(CalendarDays), "calendar_days")]
[JsonDerivedType(typeof(DaysAfterYearEnd), "days_after_year_end")]
[JsonDerivedType(typeof(CalendarMonths), "calendar_months")]
[JsonDerivedType(typeof(BusinessDays), "business_days")]
[JsonDerivedType(typeof(AtOnce), "at_once")]
[JsonDerivedType(typeof(NoNumber), "no_number")]
public abstract record TimeLimit
{
    /// <summary><c>elapsed_hours:72</c>, as an answer shows it.</summary>
    [JsonIgnore]
    public abstract string Words { get; }

    /// <summary>The same where a limit on a day off moves to noon of the next working day.</summary>
    [JsonIgnore]
    public virtual string WordsWithNoonRelief => $"{Words}; if weekend/bank holiday -> next working day 12:00 local";

    /// <summary>Facts beside the anchor that it looks at.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> OtherFacts => [];

    /// <summary>What is wrong with it as data; null: nothing.</summary>
    internal abstract string? Problem { get; }

    internal abstract Reckoning From(AnchorFact anchor, Ground ground);

    /// <summary>What can be said before the anchor is known; null: nothing.</summary>
    internal virtual string? WhilePending(Ground ground) => null;
}
