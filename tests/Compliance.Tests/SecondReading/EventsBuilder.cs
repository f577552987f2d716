using System.Globalization;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Events in a few clusters of time, with duplicates, conflicts, bursts of denials and old evidence.</summary>
internal sealed class EventsBuilder(Dice dice, Instant anchor, IReadOnlyList<LogSource> sources, AccessModel access)
{
    private static readonly string[] Actions =
        ["ticket.read", "Ticket.Read", "ticket.reply", "customer.read", "customer.read", "customer.export", "refund.issue", "refund.approve", "signin", "SignIn", "signout", "kb.search"];

    private static readonly (string? Id, string? Type)[] Resources =
        [("c1", "customer"), ("C1", "Customer"), ("c2", "customer"), ("c3", "customer"), ("c4", "customer"), ("t1", "ticket"), ("t2", "ticket"), ("x2", null), (null, null), (null, "customer")];

    /// <summary>Steps on and beside the lengths of the windows.</summary>
    private static readonly Duration[] Steps =
    [
        Duration.Zero, Duration.Zero, Duration.FromTicks(1), Duration.FromSeconds(30), Duration.FromSeconds(60), Duration.FromMinutes(1),
        Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(12), Duration.FromHours(24),
        -Duration.FromSeconds(60), -Duration.FromMinutes(15), -Duration.FromHours(1), -Duration.FromHours(12), -Duration.FromHours(24),
    ];

    private readonly long[] _records = new long[3];
    private readonly List<NaiveEvent> _events = [];

    public List<NaiveEvent> Build(string[] names)
    {
        if (dice.Chance(8)) return [];
        var accounts = names.Concat(names).Concat(["agent.1", "agent.2", "robot", "stranger", "bob@acme.example", names[0].ToUpperInvariant()]).ToArray();
        var clusters = Clusters();
        for (var left = dice.Between(5, 60); left > 0; left--)
            Add(Event(dice.Chance(2) ? null : dice.One(accounts), dice.One(clusters) + dice.One(Steps)));
        if (dice.Chance(25)) AddDenials(dice.One(accounts), dice.One(clusters));
        if (dice.Chance(35)) AddReading(dice.One(names), dice.One(clusters));
        for (var days = dice.One(0, 0, 1, 2); days > 0; days--) AddMove(names, dice.One(clusters));
        for (var sessions = dice.One(0, 1, 3); sessions > 0; sessions--) AddSession(dice.One(accounts), dice.One(clusters));
        if (dice.Chance(25)) AddPair(dice.One(names), dice.One(clusters));
        if (dice.Chance(20)) AddQuarter(dice.One(accounts));
        for (var copies = dice.Between(0, 4); copies > 0; copies--) AddCopy(dice.One([.. _events]));
        return [.. _events.OrderBy(_ => dice.Between(0, 1000))];
    }

    private Instant[] Clusters()
    {
        var clusters = new List<Instant> { anchor, anchor + Duration.FromMinutes(1) };
        if (dice.Chance(50)) clusters.Add(anchor + Duration.FromDays(dice.Between(1, 4)));
        if (dice.Chance(40)) clusters.Add(anchor - dice.One(Duration.FromDays(30), Duration.FromDays(45), Duration.FromDays(50)));
        if (dice.Chance(50)) clusters.Add(anchor - dice.One(Duration.FromDays(90), Duration.FromDays(100)));
        return [.. clusters];
    }

    private NaiveEvent Event(string? account, Instant time)
    {
        var source = dice.Between(0, 2);
        var resource = dice.One(Resources);
        return new NaiveEvent
        {
            Source = source,
            Record = 0,
            Bytes = "",
            Time = time,
            Id = dice.Chance(70) ? string.Create(CultureInfo.InvariantCulture, $"id-{_events.Count}") : null,
            Account = account,
            AccountKind = dice.Chance(85) ? AccountKind.Unknown : dice.One(AccountKind.Human, AccountKind.Service, AccountKind.Bot),
            Ip = dice.One("203.0.113.7", "203.0.113.9", "::ffff:203.0.113.9", "2001:db8:20::5", "198.51.100.200", "192.0.2.1", dice.One(null, "AWS Internal", "192.0.2.2")),
            Country = dice.One(null, null, null, "PH", "Germany", "de", "ZZ", "United States"),
            Latitude = dice.One(null, null, "14.6", "52.5", "0", "91"),
            Longitude = dice.One(null, "121.0", "13.4", "0"),
            UserAgent = dice.Chance(20) ? "browser" : null,
            Session = dice.Chance(20) ? "s1" : null,
            Mfa = dice.One(Answer.Yes, Answer.Yes, Answer.No, Answer.Unknown),
            Interactive = dice.One(Answer.Unknown, Answer.Yes, Answer.No),
            Action = dice.One(Actions),
            Resource = resource.Id,
            ResourceType = resource.Type,
            Outcome = dice.One(Outcome.Success, Outcome.Success, Outcome.Success, Outcome.Success, Outcome.Unknown, Outcome.Denied, Outcome.Failure),
            Tenant = dice.Chance(10) ? "t-9" : null,
            Case = sources[source].MapsCase && dice.Chance(50) ? dice.One("case-1", "case-2") : null,
            Records = dice.Chance(15) ? dice.Between(0, 4) : null,
            PlatformService = dice.Chance(3),
        };
    }

    /// <summary>About as many refusals in a quarter of an hour as make a finding.</summary>
    private void AddDenials(string account, Instant begin)
    {
        var (step, resources) = (dice.One(Duration.FromSeconds(30), Duration.FromSeconds(61), Duration.FromSeconds(90)), dice.One(2, 9, 12));
        for (var i = 0; i < dice.Between(9, 26); i++)
        {
            Add(Event(account, begin + i * step) with
            {
                Outcome = Outcome.Denied,
                Resource = dice.Chance(5) ? null : string.Create(CultureInfo.InvariantCulture, $"d{i % resources}"),
                Action = dice.One("customer.read", "Customer.Read", "ticket.read", "kb.search"),
            });
        }
    }

    /// <summary>One after the other, each another customer.</summary>
    private void AddReading(string account, Instant begin)
    {
        for (var i = 0; i < dice.Between(3, 12); i++)
        {
            Add(Event(account, begin + i * Duration.FromMinutes(5)) with
            {
                Action = "customer.read",
                Outcome = Outcome.Success,
                Resource = string.Create(CultureInfo.InvariantCulture, $"c{i}"),
                ResourceType = "customer",
            });
        }
    }

    /// <summary>Everybody, or nearly, at an address that is nobody's.</summary>
    private void AddMove(string[] names, Instant begin)
    {
        var addresses = dice.One<string[]>(["198.51.100.20"], ["2001:db8:99:1::1", "2001:db8:99:1:ffff::2"], ["198.51.100.20", "198.51.100.21"]);
        foreach (var name in names.Where(_ => dice.Chance(97)))
            Add(Event(name, begin + dice.One(Duration.Zero, Duration.Zero, Duration.FromMinutes(15), Duration.FromHours(12), Duration.FromHours(24))) with
            {
                Action = "floor.work",
                Outcome = Outcome.Success,
                PlatformService = false,
                AccountKind = AccountKind.Unknown,
                Ip = dice.One(addresses),
            });
    }

    /// <summary>A session of some minutes from one or two addresses, of which there may be another at the time.</summary>
    private void AddSession(string account, Instant begin)
    {
        var session = dice.One("s1", "s2", "s3", "s4");
        var addresses = dice.Some(1, 2, "203.0.113.7", "203.0.113.9", "198.51.100.1", "198.51.100.2", "2001:db8:1::1", "2001:db8:1::2", "AWS Internal");
        begin += dice.One(Duration.Zero, Duration.FromMinutes(1), Duration.FromMinutes(3));
        foreach (var minutes in dice.Some(2, 4, 0, 1, 5, 6, 10))
            Add(Event(account, begin + Duration.FromMinutes(minutes)) with
            {
                Action = dice.One("ticket.read", "signin"),
                Outcome = Outcome.Success,
                Session = session,
                Ip = dice.One(addresses),
            });
    }

    /// <summary>Both halves of a refund, about thirty days apart at most.</summary>
    private void AddPair(string account, Instant begin)
    {
        var apart = dice.One(Duration.Zero, Duration.FromMinutes(1), Duration.FromDays(30), Duration.FromDays(30) - Duration.FromTicks(1));
        var resource = dice.One("r1", "R1");
        Add(Event(account, begin - apart) with { Action = "refund.issue", Resource = resource, Outcome = Outcome.Success });
        Add(Event(account, begin) with { Action = "Refund.Approve", Resource = dice.One("r1", resource), Outcome = Outcome.Success });
    }

    /// <summary>More than ninety days of which no log misses one, and in which nearly every permission that is as old was used.</summary>
    private void AddQuarter(string account)
    {
        var daily = sources.Where(source => source.Entry is { Expect: not Expectation.None }).DistinctBy(source => source.Entry).ToList();
        for (var day = -95; day <= 4; day++)
            foreach (var source in daily)
                Add(Event(account, anchor + Duration.FromDays(day)) with { Source = source.Index, Case = null });
        Add(Event(account, anchor - Duration.FromDays(95)));
        foreach (var role in access.Roles)
            foreach (var entry in role.Allow)
                foreach (var action in entry.Actions)
                    AddUse(role, entry, action);
    }

    private void AddUse(Role role, AllowEntry entry, Pattern action)
    {
        var holders = access.Assignments.Where(assignment => assignment.Role == role && assignment.From <= anchor - Duration.FromDays(80)
            && !(assignment.Until <= anchor)).ToArray();
        if (holders.Length == 0 || dice.Chance(1)) return;
        Add(Event(dice.One(holders).Principal, anchor - Duration.FromDays(dice.Between(1, 60))) with
        {
            Action = action.Text.Replace("*", "read", StringComparison.Ordinal),
            Resource = dice.One([.. entry.Resources]).Text.Replace("*", "1", StringComparison.Ordinal),
            Outcome = Outcome.Success,
            PlatformService = false,
        });
    }

    /// <summary>The same record once more, in the same source or another; or its id on something else.</summary>
    private void AddCopy(NaiveEvent original)
    {
        var source = dice.Between(0, 2);
        var changed = original.Id is not null && dice.Chance(50);
        Add(original with { Source = source, Action = changed ? "kb.search" : original.Action }, changed ? "" : original.Bytes);
    }

    private void Add(NaiveEvent e, string bytes = "")
    {
        var record = _records[e.Source] += dice.One(1, 1, 1, 2);
        var unlikeAnyOther = string.Create(CultureInfo.InvariantCulture, $"{e.Source}:{record}");
        _events.Add(e with { Record = record, Bytes = bytes.Length > 0 ? bytes : unlikeAnyOther });
    }
}
