namespace Compliance.Samples.Northwind;

/// <summary>What went wrong on the floor, and what only looks like it. Written after the ordinary days, over them.</summary>
internal sealed class Plants(Recorded recorded, Floor floor, Prng random, Story story)
{
    /// <summary>Users of the helpdesk and of the identity provider who are nobody of the roster.</summary>
    public const long FloorUser = 19_490_000_000_017;
    public const long BridgeUser = 19_490_000_000_031;
    public const long SandboxUser = 19_490_000_000_049;
    public const long DeletedUser = 19_371_000_000_003;
    public const string FloorLogin = "floor.support@northwind-voice.example";
    public const string BridgeLogin = "telephony-bridge@northwind-voice.example";

    public static readonly DateOnly OktaGap = new(2026, 6, 17);
    public static readonly DateOnly LineFailure = new(2026, 6, 22);
    public const string FailoverLine = "192.0.2.200";

    public void Write()
    {
        Joins();
        TerminatedAccount();
        ReusedAccount();
        ExcessRole();
        SharedAccount();
        Machines();
        Travel();
        MassReading();
        Export();
        Strangers();
        Gap();
        story.Tell(1, "clean", $"André Matos, {Cast.Andre.EmployeeNo}, leaves on 12 June; his last night shift begins on that day", "works until 06:30 of 13 June: no access after termination");
        story.Tell(2, "roster", $"Joana Pires, {Cast.Joana.EmployeeNo}, has two rows: left on 27 February, hired again on 8 June", "one person, two employments; nothing between them");
        story.Tell(3, "lists", $"Beatriz Melo, {Cast.Beatriz.EmployeeNo}, is on leave since May; Diogo Faria, {Cast.Diogo.EmployeeNo}, begins on 6 July; both have enabled users", "not used in the six weeks; Diogo's never");
        story.Tell(4, "lists", "Carlos Reis, the planner, last opened the helpdesk on 28 March; he still is an agent there", "a dormant user of the helpdesk; Okta and Salesforce he uses daily");
    }

    private void Joins()
    {
        story.Tell(5, "join", $"Two people are called Maria Santos: {Cast.Maria.EmployeeNo} and {Cast.OtherMaria.EmployeeNo}; the second one's helpdesk user has her private address",
            $"helpdesk user {Cast.OtherMaria.ZendeskId} is of one of the two: listed, not guessed (in truth {Cast.OtherMaria.EmployeeNo})");
        story.Tell(6, "join", $"Tomás Novak, {Cast.Tomas.EmployeeNo}, is a contractor without an address in the roster; his users have two others, one without the accent",
            $"helpdesk user {Cast.Tomas.ZendeskId} and Okta `{Cast.Tomas.Login}` are his, by name");
        story.Tell(7, "join", "Salesforce sign-in names end in `.harborline`, the event log has ids of 15 characters, the list those of 18", "joined by address and by id");
    }

    private void TerminatedAccount()
    {
        var worker = Cast.Pedro;
        var count = recorded.Zendesk.Count;
        foreach (var (day, hour) in new[] { (new DateOnly(2026, 6, 9), 14), (new DateOnly(2026, 6, 11), 19) })
            floor.Ticket(worker, worker.ZendeskId, Calendar.At(day, hour, 12), worker.Ip);
        story.Tell(8, "event", $"Pedro Alves, {worker.EmployeeNo}, left on 5 June. His Okta user is deactivated, his helpdesk user is not",
            $"{recorded.Zendesk.Count - count} requests on 9 and 11 June: `access-after-termination`; `account-enabled-after-left`");
    }

    private void ReusedAccount()
    {
        var account = Cast.Rui.ZendeskId;
        var before = recorded.Zendesk.Count(request => request.User == account);
        foreach (var day in Calendar.Days.Where(Cast.Ines.WorksOn)) floor.Work(Cast.Ines, day, helpdeskUser: account);
        var after = recorded.Zendesk.Count(request => request.User == account) - before;
        story.Tell(9, "join", $"Rui Costa, {Cast.Rui.EmployeeNo}, left on 29 May; on 8 June his helpdesk user was renamed for Inês Rocha, {Cast.Ines.EmployeeNo}, and kept his address",
            $"helpdesk user {account}: {before} requests were his, {after} hers. One account, two people: listed, not guessed");
    }

    private void ExcessRole()
    {
        var worker = Cast.Sofia;
        var time = Calendar.At(new DateOnly(2026, 6, 25), 11, 20);
        foreach (var (method, url) in new[]
        {
            ("GET", "/api/v2/custom_roles.json"), ("PUT", $"/api/v2/users/{Cast.Carla.ZendeskId}.json"), ("PUT", $"/api/v2/users/{FloorUser}.json"),
            ("POST", "/api/v2/business_hours/schedules.json"), ("DELETE", "/api/v2/macros/36014.json"),
        })
        {
            recorded.Zendesk.Add(new Request(time, worker.ZendeskId, worker.Ip, method, url, "Administration", worker.Agent));
            time += random.Seconds(40, 200);
        }
        story.Tell(10, "event", $"Sofia Lima, {worker.EmployeeNo}, is an agent by title and an administrator of the helpdesk, without a second factor there",
            "`excess-entitlement`, `privileged-account`, `mfa-not-enrolled`; 5 requests on 25 June that no other agent makes");
    }

    private void SharedAccount()
    {
        const string id = "00uFloorSupport0001";
        foreach (var day in Calendar.Days.Where(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday))
        {
            Sit(day, 9, "203.0.113.20", Place.Lisbon, Cast.Sofia.Agent);
            // From the third week on the other site uses it at the same time.
            if (day >= new DateOnly(2026, 6, 6)) Sit(day, 11, "198.51.100.20", Place.Porto, Cast.Carla.Agent);
        }
        story.Tell(11, "event", "`floor.support` is used by whoever is on the floor at weekends, from 6 June on in Lisbon and Porto at once",
            "nobody's account: it sounds shared; `shared-account` on 8 days, sessions of Okta overlap from two addresses");

        void Sit(DateOnly day, int hour, string ip, Place place, string agent)
        {
            var start = Calendar.At(day, hour, 0) + random.Seconds(0, 900);
            floor.SignIn(id, FloorLogin, "Floor Support", start, start.AddHours(5), ip, place, agent);
            for (var number = 0; number < 3; number++)
            {
                var ticket = 210_000 + random.Below(30_000);
                foreach (var (method, url) in new[] { ("GET", $"/api/v2/tickets/{ticket}.json"), ("PUT", $"/api/v2/tickets/{ticket}.json") })
                    recorded.Zendesk.Add(new Request(start.AddMinutes(20 + 80 * number) + random.Seconds(0, 600), FloorUser, ip, method, url, "Tickets", agent));
            }
        }
    }

    private void Machines()
    {
        foreach (var day in Calendar.Days)
            for (var number = 0; number < 6; number++)
                recorded.Zendesk.Add(new Request(Calendar.At(day, 4 * number, 0) + random.Seconds(0, 14_000), BridgeUser, "203.0.113.40", "POST", "/api/v2/tickets.json", "Tickets", "TelephonyBridge/4.2") { Authorization = "api_token" });
        story.Tell(12, "clean", "`telephony-bridge` writes a ticket for every missed call, day and night, by a token", "a program's account: to be given an owner, kind service");
        story.Tell(13, "lists", "`qa.sandbox` is an enabled user of the helpdesk that nobody ever used", "`account-without-person`");
    }

    private void Travel()
    {
        var worker = Cast.Bruno;
        var start = recorded.Okta.Where(one => one.UserId == worker.OktaId && one.Type == "user.session.start").Select(one => one.Time).First(time => Calendar.DayOf(time) >= new DateOnly(2026, 6, 15));
        var abroad = start.AddMinutes(88);
        floor.SignIn(worker.OktaId, worker.Login, "Bruno Dias", abroad, abroad.AddMinutes(41), "198.51.100.177", Place.SaoPaulo, "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/136.0 Mobile");
        story.Tell(14, "event", $"Bruno Dias, {worker.EmployeeNo}, signs in in Lisbon on {Calendar.DayOf(start):d MMMM} and 88 minutes later in São Paulo", "`impossible-travel`");
    }

    private void MassReading()
    {
        var worker = Cast.Carla;
        var time = Calendar.At(new DateOnly(2026, 6, 24), 21, 40);
        for (var page = 0; page < 25; page++)
        {
            var ids = string.Join(',', Enumerable.Range(210_000 + page * 100, 100));
            recorded.Zendesk.Add(new Request(time, worker.ZendeskId, worker.Ip, "GET", $"/api/v2/tickets/show_many.json?ids={ids}", "Tickets", worker.Agent));
            time += random.Seconds(20, 60);
        }
        story.Tell(15, "event", $"Carla Nunes, {worker.EmployeeNo}, reads 2,500 tickets by their numbers after the end of her shift on 24 June", "25 requests of 100 records each, `tickets.show_many.read`, which nobody else makes");
    }

    private void Export()
    {
        var worker = Cast.All.Single(one => one.Number == 1022);
        recorded.Salesforce.Add(new SalesforceRow(Calendar.At(new DateOnly(2026, 6, 18), 20, 31), "ReportExport", worker, worker.Ip, $"{random.NextBits():x16}", "00O5g00000QwErT"));
        story.Tell(16, "event", $"Marta Correia, {worker.EmployeeNo}, exports a report of Salesforce on 18 June", "one `ReportExport`; the only one");
    }

    private void Strangers()
    {
        for (var number = 0; number < 3; number++)
            recorded.Zendesk.Add(new Request(Calendar.At(new DateOnly(2026, 6, 2), 3, 5 + number), DeletedUser, "192.0.2.5", "GET", $"/api/v2/users/{20_100_000_000_000 + number * 31}.json", "Users", "curl/8.5.0") { Authorization = "api_token" });
        story.Tell(17, "event", $"Helpdesk user {DeletedUser}, in no list, reads three customers at night on 2 June by a token", "nobody's account");
        story.Tell(18, "event", $"On {LineFailure:d MMMM} the line of Lisbon failed; everybody there worked over {FailoverLine}", "`unlisted-egress`, once, not one finding each");
    }

    private void Gap()
    {
        recorded.Okta.RemoveAll(one => Calendar.DayOf(one.Time) == OktaGap);
        story.Tell(19, "evidence", "The export of Okta has nothing of 17 June", "a day missing; the helpdesk was used as ever");
        story.Tell(20, "evidence", "41 requests of the helpdesk stand in the export twice, where its pages overlap", "duplicates, judged once");
    }
}
