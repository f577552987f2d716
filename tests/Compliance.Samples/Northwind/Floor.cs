namespace Compliance.Samples.Northwind;

/// <summary>The ordinary work of the floor: who has a shift signs in, answers tickets, signs out.</summary>
internal sealed class Floor(Recorded recorded, Prng random)
{
    public static readonly (string, string) Helpdesk = ("0oa1helpdesk7Zq2Xv4", "Harborline Helpdesk");
    public static readonly (string, string) Crm = ("0oa1crmharbor9Wd3Ty", "Salesforce");

    private const string Api = "/api/v2";
    private int _session;

    /// <summary>One shift of a person.</summary>
    /// <param name="ip">Address, where it is not their usual one.</param>
    /// <param name="helpdeskUser">The helpdesk's user, where it is not their own.</param>
    public void Work(Worker worker, DateOnly day, string? ip = null, long? helpdeskUser = null)
    {
        var (start, length) = worker.Shift switch
        {
            Shift.Day => (Calendar.At(day, 8, 0), 9.0),
            Shift.Late => (Calendar.At(day, 12, 0), 9.0),
            Shift.Night => (Calendar.At(day, 22, 0), 8.5),
            _ => (Calendar.At(day, 9, 0), 9.0),
        };
        ip ??= worker.Ip;
        start += random.Seconds(-480, 360);
        var end = start.AddHours(length) - random.Seconds(300, 1500);
        SignIn(worker.OktaId, worker.Login, $"{worker.First} {worker.Last}", start, end, ip, Place.Of(worker), worker.Agent, worker.HasSalesforce);
        if (worker != Cast.Carlos) Answer(worker, helpdeskUser ?? worker.ZendeskId, start.AddMinutes(4), end, ip);
        if (worker.HasSalesforce) OpenRecords(worker, start.AddMinutes(9), ip);
    }

    /// <summary>Second factor, session, the applications, and the end of it.</summary>
    public void SignIn(string id, string login, string name, DateTimeOffset start, DateTimeOffset end, string ip, Place place, string agent, bool crm = false)
    {
        var session = $"102{++_session:D5}{random.Below(1_000_000_000):D9}";
        IdentityEvent Event(DateTimeOffset time, string type) => new(time, type, id, login, name, ip, place, agent, session);
        recorded.Okta.Add(Event(start, "user.authentication.auth_via_mfa") with { Factor = "OKTA_VERIFY_PUSH" });
        recorded.Okta.Add(Event(start.AddSeconds(1), "user.session.start"));
        recorded.Okta.Add(Event(start + random.Seconds(5, 90), "user.authentication.sso") with { Application = Helpdesk });
        if (crm) recorded.Okta.Add(Event(start.AddMinutes(8) + random.Seconds(0, 30), "user.authentication.sso") with { Application = Crm });
        recorded.Okta.Add(Event(end, "user.session.end"));
    }

    /// <summary>Tickets from a beginning to an end, as the title has them.</summary>
    private void Answer(Worker worker, long user, DateTimeOffset from, DateTimeOffset to, string ip)
    {
        var tickets = worker.Title is "Team Lead" or "Operations Manager" ? 3 : random.Between(3, 4);
        for (var number = 0; number < tickets; number++)
        {
            var time = from + (to - from) * ((number + 0.1 + 0.8 * random.Below(1000) / 1000.0) / tickets);
            switch (worker.Title)
            {
                case "Team Lead": Lead(worker, user, time, ip); break;
                case "Quality Analyst": Review(worker, user, time, ip); break;
                case "Operations Manager": Manage(worker, user, time, ip); break;
                default: Ticket(worker, user, time, ip); break;
            }
        }
    }

    public void Ticket(Worker worker, long user, DateTimeOffset time, string ip)
    {
        var ticket = 210_000 + random.Below(30_000);
        var customer = 20_100_000_000_000 + random.Below(900_000) * 31L;
        var step = From(worker, user, time, ip);
        if (random.Chance(0.2)) step.Take("GET", $"{Api}/search.json?query=type%3Aticket%20order%20{random.Between(100_000, 999_999)}", "Search");
        step.Take("GET", $"{Api}/tickets/{ticket}.json", "Tickets");
        step.Take("GET", $"{Api}/tickets/{ticket}/comments.json?include=users", "Tickets");
        if (random.Chance(0.5)) step.Take("GET", $"{Api}/users/{customer}.json", "Users");
        if (random.Chance(0.15)) step.Take("GET", $"{Api}/help_center/en-us/articles/{360_000_000 + random.Below(400)}.json", "Help Center");
        if (worker.Title == "Senior Support Agent" && random.Chance(0.4)) step.Take("GET", $"{Api}/organizations/{18_000_000 + random.Below(900)}.json", "Organizations");
        if (random.Chance(0.7)) step.Take("PUT", $"{Api}/tickets/{ticket}.json", "Tickets");
        if (worker.Title == "Senior Support Agent" && random.Chance(0.2)) step.Take("POST", $"{Api}/tickets.json", "Tickets");
    }

    private void Lead(Worker worker, long user, DateTimeOffset time, string ip)
    {
        var step = From(worker, user, time, ip);
        step.Take("GET", $"{Api}/views/{42_000 + random.Below(12)}/tickets.json", "Views");
        step.Take("GET", $"{Api}/satisfaction_ratings.json?score=bad", "Satisfaction Ratings");
        var ticket = 210_000 + random.Below(30_000);
        step.Take("GET", $"{Api}/tickets/{ticket}.json", "Tickets");
        if (random.Chance(0.5)) step.Take("PUT", $"{Api}/tickets/{ticket}.json", "Tickets");
    }

    private void Review(Worker worker, long user, DateTimeOffset time, string ip)
    {
        var step = From(worker, user, time, ip);
        var ticket = 210_000 + random.Below(30_000);
        step.Take("GET", $"{Api}/tickets/{ticket}.json", "Tickets");
        step.Take("GET", $"{Api}/tickets/{ticket}/audits.json", "Ticket Audits");
    }

    private void Manage(Worker worker, long user, DateTimeOffset time, string ip)
    {
        var step = From(worker, user, time, ip);
        step.Take("GET", $"{Api}/users.json?role%5B%5D=agent&role%5B%5D=admin", "Users");
        if (random.Chance(0.3)) step.Take("GET", $"{Api}/group_memberships.json", "Groups");
    }

    private void OpenRecords(Worker worker, DateTimeOffset time, string ip)
    {
        var session = $"{random.NextBits():x16}";
        recorded.Salesforce.Add(new SalesforceRow(time, "Login", worker, ip, session, null));
        for (var number = random.Between(2, 4); number > 0; number--)
        {
            time += random.Seconds(600, 4200);
            var record = random.Chance(0.7) ? $"5005g00000{random.Between(10_000, 99_999)}" : $"0035g00000{random.Between(10_000, 99_999)}";
            recorded.Salesforce.Add(new SalesforceRow(time, "URI", worker, ip, session, $"/{record}"));
        }
    }

    private Steps From(Worker worker, long user, DateTimeOffset time, string ip) => new(recorded, random, worker, user, time, ip);

    /// <summary>Requests some seconds apart.</summary>
    private sealed class Steps(Recorded recorded, Prng random, Worker worker, long user, DateTimeOffset time, string ip)
    {
        private DateTimeOffset _time = time;

        public void Take(string method, string url, string category)
        {
            recorded.Zendesk.Add(new Request(_time, user, ip, method, url, category, worker.Agent));
            _time += random.Seconds(3, 70);
        }
    }
}
