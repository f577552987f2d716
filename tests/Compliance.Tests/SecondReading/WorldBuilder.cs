using System.Globalization;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Makes small worlds in which the definitions meet at their edges: few names, few clusters of time, and steps
/// that fall exactly on the lengths of the windows.</summary>
internal sealed class WorldBuilder
{
    private static readonly string[] Zones = ["Etc/UTC", "Asia/Manila", "America/New_York", "Europe/Berlin"];

    private readonly Dice _dice;
    private readonly DateTimeZone _zone;
    private readonly Instant _anchor;

    public WorldBuilder(int seed)
    {
        _dice = new Dice(seed);
        _zone = DateTimeZoneProviders.Tzdb[_dice.One(Zones)];
        // Sunday 2026-03-08 is the day on which New York puts its clocks forward.
        _anchor = Instant.FromUtc(2026, 3, _dice.Between(2, 12), _dice.Between(0, 23), 0);
    }

    public World Build()
    {
        var names = new[] { "ana", "ben", "cyd", "dov", "eva", "fay" }[.._dice.One(3, 4, 5, 6, 6)];
        var access = new AccessModelBuilder(_dice, _zone, _anchor).Build(names);
        var entries = Entries();
        var sources = Sources(entries);
        var record = new VendorRecord(
            new Vendor
            {
                Id = VendorId.Parse("acme-bpo"),
                Name = "Acme",
                Population = _dice.Chance(50) ? [new Pattern(_dice.One("*@acme.example", "a*", "AGENT.*", "*a*"))] : null,
                ProcessingSites = [Site("manila", "Asia/Manila"), Site("Berlin", "Europe/Berlin"), new("nowhere", "PH")],
                Logs = [.. sources.Select(source => source.Entry).OfType<LogEntry>().Distinct(), .. entries.Where(_ => _dice.Chance(4))],
            },
            access,
            _dice.Chance(90) ? new PeopleBuilder(_dice, _zone, _anchor).Build(names) : null,
            Accounts(names, sources));
        if (_dice.Chance(50)) record = record with { Schedule = new ScheduleBuilder(_dice, _anchor, record).Build(names) };
        if (_dice.Chance(40)) record = record with { Changes = [.. Enumerable.Range(0, _dice.Between(1, 2)).Select(_ => Change(names, access))] };
        // An entry may have been listed both as used and as unmatched: once is enough.
        record = record with { Vendor = record.Vendor with { Logs = [.. record.Vendor.Logs.Distinct()] } };
        var events = new EventsBuilder(_dice, _anchor, sources, access).Build(names);
        return new World(record, sources, events, Rejected(sources, events), From(), To());
    }

    private static ProcessingSite Site(string name, string zone) => new(name, null) { Zone = DateTimeZoneProviders.Tzdb[zone] };

    private AnnouncedChange Change(string[] names, AccessModel access)
    {
        var isPerson = _dice.Chance(50);
        var from = _anchor + _dice.One(Duration.FromDays(-100), Duration.FromHours(-1), Duration.Zero, Duration.FromMinutes(1));
        return new(
            isPerson ? _dice.One([.. names, "ghost", "nobody"]).ToUpperInvariant() : null,
            isPerson ? null : _dice.One([.. access.Roles]).Name,
            new Pattern(_dice.One("*", "Customer.*", "ticket.read", "*.work")),
            from, from + _dice.One(Duration.FromMinutes(1), Duration.FromHours(12), Duration.FromDays(100)), "CHG-1", 2);
    }

    private List<LogEntry> Entries()
    {
        var expect = () => _dice.One(Expectation.None, Expectation.None, Expectation.Daily, Expectation.Weekdays);
        return
        [
            new() { Path = new("logs/helpdesk/*.ndjson"), Format = "ocsf", Expect = expect(), Line = 10 },
            new() { Path = new("logs/crm-*.csv"), Format = "csv", Expect = expect(), Line = 11 },
            new() { Path = new("logs/aws/*.json"), Format = "cloudtrail", Expect = expect(), Line = 12 },
        ];
    }

    private List<LogSource> Sources(List<LogEntry> entries)
    {
        // The second and third file may be of one log, and the third may be sniffed.
        var second = entries[_dice.Between(0, 1)];
        var third = _dice.Chance(30) ? null : _dice.Chance(50) ? second : entries[2];
        var maps = _dice.Chance(75);
        return
        [
            new(0, "logs/helpdesk/1.ndjson", "ocsf", entries[0], maps),
            new(1, "logs/2", second.Format!, second, second == entries[0] ? maps : _dice.Chance(75)),
            new(2, "logs/3", third?.Format ?? "ocsf", third, _dice.Chance(60)),
        ];
    }

    private List<Account> Accounts(string[] names, List<LogSource> sources)
    {
        var accounts = new List<Account>();
        void Add(string name, string? person, AccountKind kind, string? system = null) =>
            accounts.Add(new(name, person, kind, system, Owner: null, Line: accounts.Count + 2));

        if (_dice.Chance(50)) Add("agent.1", names[0], AccountKind.Human);
        if (_dice.Chance(40)) Add("Agent.2", names[1].ToUpperInvariant(), AccountKind.Unknown);
        if (_dice.Chance(40)) Add("agent.2", names[2], AccountKind.Human, _dice.One(_dice.One([.. sources]).Path, "HelpDesk", "1", "2", "logs/*/*"));
        if (_dice.Chance(30)) Add("robot", null, _dice.One(AccountKind.Bot, AccountKind.Service, AccountKind.Unknown));
        if (_dice.Chance(15)) Add(names[^1], null, _dice.One(AccountKind.Shared, AccountKind.Service, AccountKind.Unknown));
        return accounts;
    }

    private List<RejectedRecord> Rejected(List<LogSource> sources, List<NaiveEvent> events)
    {
        if (!_dice.Chance(8)) return [];
        var source = _dice.One([.. sources]).Index;
        var record = events.Where(e => e.Source == source).Select(e => e.Record).DefaultIfEmpty().Max() + 1;
        return [new(source, record, string.Create(CultureInfo.InvariantCulture, $"unreadable at byte {record}"))];
    }

    private Instant? From() => _dice.Chance(60) ? null : _anchor + _dice.One(
        Duration.FromDays(-3), Duration.FromHours(-1), Duration.FromMinutes(-1), Duration.Zero, Duration.FromDays(-40));

    private Instant? To() => _dice.Chance(60) ? null : _anchor + _dice.One(
        Duration.FromDays(4), Duration.FromHours(30), Duration.FromMinutes(15), Duration.FromMinutes(1), Duration.FromDays(50));
}
