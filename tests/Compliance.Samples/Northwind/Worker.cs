using System.Globalization;

namespace Compliance.Samples.Northwind;

internal enum Shift
{
    /// <summary>8 to 17.</summary>
    Day,

    /// <summary>12 to 21.</summary>
    Late,

    /// <summary>22 to 6:30 of the next day.</summary>
    Night,

    /// <summary>Monday to Friday, 9 to 18.</summary>
    Office,
}

internal enum Desk
{
    Lisbon,
    Porto,

    /// <summary>At home, each behind an address of their own.</summary>
    Home,
}

/// <summary>A person of the vendor as its roster has them, and what they are called in the systems of the customer.</summary>
/// <param name="Number">Number of the employee; also what their ids in the systems are made of.</param>
/// <param name="Mail">Before the <c>@</c>; null: the vendor has given them no address.</param>
/// <param name="Hired">First day of the present employment.</param>
internal sealed record Worker(int Number, string First, string Last, string? Mail, string Title, Desk Desk, Shift Shift, DateOnly Hired)
{
    private const string Domain = "northwind-voice.example";

    public DateOnly? Left { get; init; }

    /// <summary>An employment before the present one.</summary>
    public (DateOnly Hired, DateOnly Left)? Before { get; init; }
    public string Status { get; init; } = "Active";
    public bool IsContractor { get; init; }

    /// <summary>Absent from the floor throughout, whatever the roster says.</summary>
    public bool IsAway { get; init; }

    public string EmployeeNo => IsContractor ? $"C-{Number}" : $"NV-{Number}";
    public string? Address => Mail is null ? null : $"{Mail}@{Domain}";

    /// <summary>Sign-in name at the identity provider, which wants one of everybody.</summary>
    public string Login => Address ?? $"{OktaName}@{Domain}";

    /// <summary>Before the <c>@</c> of the sign-in name, for whom the vendor has given no address.</summary>
    public string? OktaName { get; init; }
    public long ZendeskId => 19_480_000_000_000 + Number * 7_919L;
    public string OktaId => $"00u{Letters(Number, 17)}";
    public string SalesforceId => $"0055g00000{Letters(Number, 5)}";
    public bool IsSenior => Title is not ("Customer Support Agent" or "Night Support Agent");

    /// <summary>Has a user of Salesforce beside the helpdesk.</summary>
    public bool HasSalesforce => IsSenior && Title != "Quality Analyst";

    public bool WorksOn(DateOnly day)
    {
        if (IsAway || day < Hired || day > (Left ?? DateOnly.MaxValue)) return false;
        var weekday = (int)day.DayOfWeek;
        var rostered = Shift switch
        {
            Shift.Office => weekday is >= 1 and <= 5,
            Shift.Night => weekday != Number % 7 && weekday != (Number + 1) % 7,
            _ => weekday != 0 && weekday != 1 + Number % 6,
        };
        return rostered && new Prng((ulong)Number).Fork(day.ToString("O", CultureInfo.InvariantCulture)).Chance(0.95);
    }

    public string Ip => Desk switch
    {
        Desk.Lisbon => "203.0.113.20",
        Desk.Porto => "198.51.100.20",
        _ => $"192.0.2.{10 + Number % 90}",
    };

    public string Agent => (Number % 3) switch
    {
        0 => "Mozilla/5.0 (X11; CrOS x86_64 16093.68.0) AppleWebKit/537.36 Chrome/137.0",
        1 => "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/137.0",
        _ => "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0",
    };

    private static string Letters(int number, int length)
    {
        const string alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
        var random = new Prng((ulong)number).Fork("id");
        return string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.Below(alphabet.Length)]));
    }
}
