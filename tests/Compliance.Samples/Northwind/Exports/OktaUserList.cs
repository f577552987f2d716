using System.Text.Json;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>The users of Okta as its API gives them.</summary>
internal static class OktaUserList
{
    private static readonly (string Id, string Login, string First, string Last)[] Others = [("00uFloorSupport0001", Plants.FloorLogin, "Floor", "Support")];

    public static int Count => Cast.All.Count + Others.Length;

    public static void Write(Stream output, IReadOnlyList<IdentityEvent> events)
    {
        var last = events.Where(one => one.Type == "user.session.start").GroupBy(one => one.UserId).ToDictionary(user => user.Key, user => user.Max(one => one.Time));
        using var json = new Utf8JsonWriter(output, JsonExport.Indented);
        json.Array(
            [
                .. Cast.All.Select(worker => (worker.OktaId, worker.Login, worker.First, worker.Last, StatusOf(worker), Calendar.At(worker.Before?.Hired ?? worker.Hired, 7, 0), worker.EmployeeNo)),
                .. Others.Select(other => (other.Id, other.Login, other.First, other.Last, "ACTIVE", Calendar.At(new DateOnly(2025, 2, 3), 9, 40), (string?)null)),
            ],
            user =>
            {
                var (id, login, first, family, status, created, number) = user;
                json.WriteString("id", id);
                json.WriteString("status", status);
                json.WriteString("created", Calendar.UtcMilliseconds(created));
                json.Text("lastLogin", last.TryGetValue(id, out var time) ? Calendar.UtcMilliseconds(time) : login == Cast.Beatriz.Login ? "2026-04-30T06:58:41.000Z" : null);
                json.Object("profile", () =>
                {
                    json.WriteString("firstName", first);
                    json.WriteString("lastName", family);
                    json.WriteString("login", login);
                    json.WriteString("email", login);
                    // The agency's people have no number with the vendor's directory.
                    json.Text("employeeNumber", number is { } known && known.StartsWith("NV-", StringComparison.Ordinal) ? known : null);
                });
            });
    }

    private static string StatusOf(Worker worker) => worker.Left is not null ? "DEPROVISIONED" : worker == Cast.Diogo ? "PROVISIONED" : "ACTIVE";
}
