namespace Compliance.Samples.Acme.Plants;

/// <summary>What a plant works with: the people it involves, the desk they act at, and the story that says what must be found.</summary>
internal sealed record Stage(Roster Roster, Desk Desk, VendorLogs Logs, Story Story, Period Period)
{
    public static DateOnly Day(int month, int day) => new(2026, month, day);

    /// <summary>Takes a person's day out of the ordinary; the plant writes it instead.</summary>
    public static DateTimeOffset Script(Person person, DateOnly day, int hour, int minute)
    {
        person.Scripted.Add(day);
        return Period.At(day, hour, minute);
    }

    /// <summary>The first day from <paramref name="day"/> on which the person is at work and in no other plant.</summary>
    public static DateOnly WorkdayFrom(Person person, DateOnly day)
    {
        while (!person.WorksOn(day) || person.Scripted.Contains(day))
            day = day.AddDays(1);
        return day;
    }
}
