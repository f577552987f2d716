namespace Compliance.Samples.Acme;

internal enum Shift
{
    Day,
    Night,

    /// <summary>Monday to Friday, 8 to 18.</summary>
    Office,
}

internal enum Site
{
    Manila,
    Cebu,
    Vdi,
}

internal sealed record Employment(DateOnly Hired, DateOnly? Left, DateOnly BackgroundCheck);

internal sealed record Assignment(string Principal, string Role, DateTimeOffset From, DateTimeOffset? Until = null);

internal sealed class Person
{
    public required int Number { get; init; }
    public required string Name { get; init; }
    public required string Role { get; init; }
    public required Shift Shift { get; init; }
    public required Site Site { get; init; }
    public required List<Employment> Employments { get; init; }
    public required DateOnly TrainingExpires { get; set; }
    public required ulong AttendanceSeed { get; init; }
    public string Status { get; set; } = "active";

    /// <summary>The last day worked, for those who stopped coming; absent for the rest.</summary>
    public DateOnly? LastDay { get; set; }

    /// <summary>Days a plant writes itself, in place of an ordinary shift.</summary>
    public HashSet<DateOnly> Scripted { get; } = [];

    public string Id => $"agent{Number:D5}";
    public string SignInName => $"{Id}@acme-bpo.example";
    public string CrmAccount => $"acme.{Id}";
    public string AwsAccount => $"acme.{Id}.cloud";
    public Employment Current => Employments[^1];

    /// <summary>Five days of the week on the roster, and present on 93 of 100 of them.</summary>
    public bool WorksOn(DateOnly day)
    {
        if (day < Current.Hired || day > (Current.Left ?? DateOnly.MaxValue) || day > (LastDay ?? DateOnly.MaxValue))
            return false;
        var weekday = (int)day.DayOfWeek;
        var rostered = Shift switch
        {
            Shift.Day => weekday != 0 && weekday != 1 + Number % 6,
            Shift.Night => weekday != 6 && weekday != Number % 6,
            _ => weekday is >= 1 and <= 5,
        };
        return rostered && new Prng(AttendanceSeed).Fork($"{day:O}").Chance(0.93);
    }

    public string Ip(DateTimeOffset time) => Site switch
    {
        Site.Cebu when time < Networks.CebuMove => $"192.0.2.{1 + Number % 60}",
        Site.Cebu => $"198.51.100.{1 + Number % 120}",
        Site.Vdi when time >= Networks.VdiOpened => $"2001:db8:20::{1 + Number:x}",
        _ => $"203.0.113.{10 + Number % 200}",
    };
}
