using System.Text.Json;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>The users of the helpdesk as its API gives them.</summary>
internal static class ZendeskUserList
{
    private static readonly (long Id, string Name, string Mail, string Role)[] Others =
    [
        (Plants.FloorUser, "Floor Support", Plants.FloorLogin, "agent"),
        (Plants.BridgeUser, "Telephony Bridge", Plants.BridgeLogin, "agent"),
        (Plants.SandboxUser, "QA Sandbox", "qa.sandbox@northwind-voice.example", "agent"),
        (19_512_000_000_101, "Gwen Hollis", "gwen.hollis@customers.example", "end-user"),
        (19_512_000_000_102, "Maria Santos", "m.santos@customers.example", "end-user"),
    ];

    // The account that was handed on replaces its first holder's; the second never had one.
    private static IEnumerable<Worker> Users => Cast.All.Where(worker => worker != Cast.Ines);

    public static int Count => Users.Count() + Others.Length;

    public static void Write(Stream output, IReadOnlyList<Request> requests)
    {
        var last = requests.GroupBy(request => request.User).ToDictionary(user => user.Key, user => user.Max(request => request.Time));
        using var json = new Utf8JsonWriter(output, JsonExport.Indented);
        json.WriteStartObject();
        json.WritePropertyName("users");
        json.Array([.. Users.Select(Row), .. Others.Select(Row)], row =>
        {
            json.WriteNumber("id", row.Id);
            json.WriteString("name", row.Name);
            json.WriteString("email", row.Mail);
            json.WriteString("created_at", Calendar.Utc(row.Created));
            json.WriteBoolean("active", true);
            json.WriteBoolean("verified", true);
            json.WriteBoolean("suspended", row.Suspended);
            json.WriteString("role", row.Role);
            json.WriteNull("custom_role_id");
            json.Text("last_login_at", row.Last ?? (last.TryGetValue(row.Id, out var time) ? Calendar.Utc(time) : null));
            // Null for those who come in through the identity provider alone.
            if (row.TwoFactor is { } enrolled) json.WriteBoolean("two_factor_auth_enabled", enrolled);
            else json.WriteNull("two_factor_auth_enabled");
            json.WriteString("time_zone", "Lisbon");
        });
        json.WriteNull("next_page");
        json.WriteNumber("count", Count);
        json.WriteEndObject();
    }

    private static Row Row(Worker worker)
    {
        var (name, mail) = NameAndMail(worker);
        var role = worker == Cast.Sofia || worker == Cast.Manager ? "admin" : "agent";
        return new Row(worker.ZendeskId, name, mail, role, Calendar.At(worker.Before?.Hired ?? worker.Hired, 7, 30))
        {
            Suspended = worker == Cast.Andre,
            TwoFactor = worker == Cast.Sofia ? false : worker == Cast.Manager ? true : null,
            Last = worker == Cast.Carlos ? "2026-03-28T09:14:05Z" : worker == Cast.Beatriz ? "2026-04-30T15:20:11Z" : null,
        };
    }

    private static (string Name, string Mail) NameAndMail(Worker worker)
    {
        if (worker == Cast.Rui) return ($"{Cast.Ines.First} {Cast.Ines.Last}", Cast.Rui.Address!);
        if (worker == Cast.OtherMaria) return ("Maria Santos", "mariasantos.lx@mail.example");
        return worker == Cast.Tomas ? ("Tomas Novak", "tomas.novak@agile-staffing.example") : ($"{worker.First} {worker.Last}", worker.Address!);
    }

    private static Row Row((long Id, string Name, string Mail, string Role) other) => new(other.Id, other.Name, other.Mail, other.Role, Calendar.At(new DateOnly(2025, 2, 3), 10, 0))
    {
        TwoFactor = other.Id == Plants.FloorUser ? false : null,
    };
}

/// <summary>A user of the helpdesk.</summary>
/// <param name="Created">When the user was made.</param>
internal sealed record Row(long Id, string Name, string Mail, string Role, DateTimeOffset Created)
{
    public bool Suspended { get; init; }
    public bool? TwoFactor { get; init; }

    /// <summary>Last sign-in before the six weeks; null: as the log shows.</summary>
    public string? Last { get; init; }
}
