namespace Compliance.Samples.Acme;

/// <summary>Who is in the same logs without being the vendor's staff: the customer's people, platform services, and the vendor's two robots.</summary>
internal sealed class Bystanders(VendorLogs logs, Prng prng)
{
    public const string ReportService = "acme.svc-report";
    public const string RoutingBot = "acme.bot-router";

    private static readonly string[] CustomerStaff = ["j.miller", "s.okafor", "l.brandt", "t.haas", "p.novak", "d.osei"];

    public void Write(Period period)
    {
        foreach (var day in period.EachDay())
        {
            RunRobots(day);
            RunPlatform(day);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                foreach (var name in CustomerStaff)
                    WorkAtCustomer(name, day);
        }
    }

    private void RunRobots(DateOnly day)
    {
        logs.Crm.Add(new Access
        {
            Account = ReportService,
            Time = Period.At(day, 3, 0, 5),
            Action = "report.export",
            ResourceType = "customer",
            Rows = prng.Between(900, 1_400),
            Ip = Networks.Servers,
        });
        for (var route = 0; route < 12; route++)
        {
            var number = prng.Between(300_000, 399_999);
            logs.Helpdesk.Add(new Access
            {
                Account = RoutingBot,
                Time = Period.At(day, 2 * route, 0) + prng.Seconds(0, 3_000),
                Action = "ticket.route",
                Resource = $"T-{number}",
                ResourceType = "ticket",
                Ip = Networks.Servers,
            });
        }
    }

    private void RunPlatform(DateOnly day)
    {
        for (var delivery = 0; delivery < 6; delivery++)
            logs.CloudTrail.Add(new Access
            {
                Account = "delivery.logs.amazonaws.com",
                PlatformService = true,
                Time = Period.At(day, 4 * delivery, 0) + prng.Seconds(0, 600),
                Action = "s3:PutObject",
                Resource = $"arn:aws:s3:::harborline-trail/AWSLogs/{prng.Between(10_000, 99_999)}.json.gz",
            });
        var correlation = prng.NextGuid().ToString();
        var start = Period.At(day, 5, 30) + prng.Seconds(0, 60);
        foreach (var (outcome, time) in new[] { (Outcome.Started, start), (Outcome.Success, start.AddSeconds(4)) })
            logs.Azure.Add(new Access
            {
                Account = "release@harborline.example",
                DisplayName = "Release pipeline",
                Time = time,
                Action = "MICROSOFT.WEB/SITES/CONFIG/WRITE",
                Resource = $"{Cloud.Subscription}/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.WEB/SITES/SHOPFRONT",
                Ip = Networks.CustomerOffice,
                Outcome = outcome,
                Id = correlation,
            });
    }

    /// <summary>Without MFA, from elsewhere, on what no vendor role allows: none of it is the vendor's.</summary>
    private void WorkAtCustomer(string name, DateOnly day)
    {
        var account = $"{name}@harborline.example";
        var start = Period.At(day, 15, 0) + prng.Seconds(0, 5_000);
        var seen = new Access { Account = account, DisplayName = name, Time = start, Action = "signin", Ip = Networks.CustomerOffice, Session = $"h{name[0]}{day:MMdd}" };
        logs.Entra.Add(seen with { Resource = "Deskline", Mfa = false });
        logs.Helpdesk.Add(seen with { Time = start.AddSeconds(3), Mfa = false });
        logs.Helpdesk.Add(seen with { Time = start + prng.Seconds(60, 20_000), Action = "macro.edit", Resource = $"M-{prng.Between(10, 99)}", ResourceType = "macro" });
        logs.Crm.Add(new Access
        {
            Account = $"hl.{name}",
            Time = start + prng.Seconds(60, 20_000),
            Action = prng.Pick(["customer.read", "customer.export"]),
            ResourceType = "customer",
            Resource = $"C-{prng.Between(10_000, 49_999)}",
            Ip = Networks.CustomerOffice,
        });
        logs.CloudTrail.Add(new Access
        {
            Account = $"harborline.{name}",
            Time = start + prng.Seconds(60, 20_000),
            Action = "iam:ListRoles",
            Ip = Networks.CustomerOffice,
            Mfa = false,
        });
    }
}
