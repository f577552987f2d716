using System.Globalization;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.SecondReading.Scenarios;

/// <summary>A story in a few lines: who may do what, who did what. Times are UTC, <c>yyyy-MM-dd HH:mm:ss</c>; without a
/// date they are of Monday 2026-03-02, and seconds may be left out. Lists in text are separated by spaces.</summary>
public sealed class Scenario
{
    private readonly List<Func<DateTimeZone, (string Name, Employment Row)>> _people = [];
    private readonly List<Account> _accounts = [];
    private readonly List<Role> _roles = [];
    private readonly List<Assignment> _assignments = [];
    private readonly List<SegregationPair> _segregation = [];
    private readonly List<LogEntry> _logs = [];
    private readonly List<LogSource> _sources = [];
    private readonly List<NaiveEvent> _events = [];
    private readonly List<RejectedRecord> _rejected = [];
    private readonly List<ProcessingSite> _sites = [];
    private readonly List<(string Person, ScheduledSpan Span)> _schedule = [];
    private readonly List<AnnouncedChange> _changes = [];
    private DateTimeZone _zone = DateTimeZone.Utc;
    private Approval? _approval = new("d.osei", new LocalDate(2026, 1, 15), "MSA-2031");
    private IReadOnlyList<Pattern>? _population;
    private bool _hasPeople = true;
    private bool _hasBackgroundCheck;
    private bool _hasTraining;
    private Instant? _from;
    private Instant? _to;

    public static Instant At(string text)
    {
        var dated = text.Contains(' ') ? text : "2026-03-02 " + text;
        var full = dated.Length == 16 ? dated + ":00" : dated;
        return LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss.FFFFFFF").Parse(full).Value.InUtc().ToInstant();
    }

    public static IReadOnlyList<Pattern> Patterns(string list) => [.. list.Split(' ').Select(text => new Pattern(text))];

    public static AllowEntry Allow(string actions, string resources = "*", Conditions? when = null) =>
        new(Patterns(actions), Patterns(resources), when ?? Conditions.None, Line: 5);

    public Scenario In(string zone) => With(() => _zone = DateTimeZoneProviders.Tzdb[zone]);

    public Scenario Unapproved() => With(() => _approval = null);

    public Scenario Window(string? from = null, string? to = null) => With(() =>
    {
        _from = from is null ? null : At(from);
        _to = to is null ? null : At(to);
    });

    public Scenario Role(string name, string allow, Conditions? when = null, string? deny = null) =>
        Role(name, [Allow(allow, when: when)], deny);

    public Scenario Role(string name, AllowEntry[] allow, string? deny = null) => With(() => _roles.Add(new Role
    {
        Name = name,
        Index = _roles.Count,
        Allow = allow,
        Deny = deny is null ? [] : [new DenyEntry(Patterns(deny), Patterns("*"), 7)],
    }));

    public Scenario Assign(string principal, string role, string from = "2026-01-01 00:00", string? until = null) =>
        With(() => _assignments.Add(new(
            principal, _roles.Single(r => r.Name == role), At(from), until is null ? null : At(until), 20 + _assignments.Count)));

    public Scenario Segregate(string left, string right) => With(() => _segregation.Add(new(new(left), new(right), 40)));

    public Scenario Population(string patterns) => With(() => _population = Patterns(patterns));

    public Scenario WithoutPeople() => With(() => _hasPeople = false);

    /// <param name="hired">A day, or null: empty.</param>
    /// <param name="left">A day, or an instant when it has a time, or null: empty.</param>
    /// <param name="check">A day; empty: an empty cell; null in all rows: no such column. Likewise <paramref name="trained"/>.</param>
    public Scenario Person(
        string name, string? hired = "2025-01-01", string? left = null, string status = "active", string? check = null, string? trained = null, string? site = null) => With(() =>
    {
        _hasBackgroundCheck |= check is not null;
        _hasTraining |= trained is not null;
        var line = _people.Count + 2;
        _people.Add(zone => (name, new Employment
        {
            Status = status,
            Begins = Day(zone, hired),
            Ends = left is { Length: > 10 } ? At(left) : NoonAfter(zone, left),
            Cleared = Day(zone, check),
            TrainedUntil = Day(zone, trained, daysLater: 1),
            Site = site,
            Line = line,
        }));
    });

    public Scenario Site(string name, string zone) => With(() => _sites.Add(new(name, null) { Zone = DateTimeZoneProviders.Tzdb[zone] }));

    public Scenario Scheduled(string person, string start, string end, ScheduledKind kind = ScheduledKind.Work) =>
        With(() => _schedule.Add((person, new(At(start), At(end), kind, 2 + _schedule.Count))));

    /// <param name="role">When nobody in particular.</param>
    public Scenario Announce(string action, string from, string until, string? person = null, string? role = null) =>
        With(() => _changes.Add(new(person, role, new Pattern(action), At(from), At(until), "CHG-1", 2 + _changes.Count)));

    public Scenario Account(string name, string? person = null, AccountKind kind = AccountKind.Unknown, string? system = null) =>
        With(() => _accounts.Add(new(name, person, kind, system, Owner: null, Line: _accounts.Count + 2)));

    /// <summary>A log entry with as many files as paths; the first source of a scenario is added when none is.</summary>
    public Scenario Log(string path, string files, Expectation expect = Expectation.None, bool mapsCase = true) => With(() =>
    {
        var entry = new LogEntry { Path = new Pattern(path), Format = "ndjson", Expect = expect, Line = 10 + _logs.Count };
        _logs.Add(entry);
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            _sources.Add(new(_sources.Count, file, "ndjson", entry, mapsCase));
    });

    public Scenario Sniffed(string file, string format, bool mapsCase = true) =>
        With(() => _sources.Add(new(_sources.Count, file, format, Entry: null, mapsCase)));

    public Scenario Event(
        string time, string? account, string action, string? resource = null, string? type = null,
        Outcome outcome = Outcome.Success, string? @case = null, long? records = null, Answer mfa = Answer.Unknown,
        string? ip = null, int source = 0, string? id = null, string? bytes = null, Func<NaiveEvent, NaiveEvent>? but = null) => With(() =>
    {
        var record = Next(source);
        var e = new NaiveEvent
        {
            Source = source,
            Record = record,
            Time = At(time),
            Account = account,
            Action = action,
            Resource = resource,
            ResourceType = type,
            Outcome = outcome,
            Case = @case,
            Records = records,
            Mfa = mfa,
            Ip = ip,
            Id = id,
            Bytes = bytes ?? string.Create(CultureInfo.InvariantCulture, $"{source}:{record}"),
        };
        _events.Add(but is null ? e : but(e));
    });

    public Scenario Reject(int source = 0) => With(() => _rejected.Add(new(source, Next(source), "unreadable")));

    public World Build()
    {
        if (_sources.Count == 0) Log("logs/*", "logs/a.ndjson");
        var people = _people.Select(row => row(_zone)).GroupBy(row => row.Name, row => row.Row, StringComparer.OrdinalIgnoreCase);
        var record = new VendorRecord(
            new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme", Population = _population, Logs = _logs, ProcessingSites = _sites },
            new AccessModel
            {
                Timezone = _zone,
                Approved = _approval,
                Roles = _roles,
                Assignments = _assignments,
                Segregation = _segregation,
                Sha256 = new string('0', 64),
            },
            !_hasPeople ? null : new People
            {
                HasBackgroundCheck = _hasBackgroundCheck,
                HasTraining = _hasTraining,
                ByName = people.ToDictionary(
                    rows => rows.Key,
                    rows => new Person(rows.Key, [.. rows.OrderBy(row => row.Begins ?? Instant.MinValue).ThenBy(row => row.Line)]),
                    StringComparer.OrdinalIgnoreCase),
            },
            _accounts)
        {
            Changes = _changes,
        };
        if (_schedule.Count > 0) record = record with { Schedule = Schedule(record) };
        return new World(record, _sources, _events, _rejected, _from, _to);
    }

    private ShiftSchedule Schedule(VendorRecord record)
    {
        var zones = new SiteZones(record.Vendor, record.People, _zone);
        var days = _schedule.Where(row => row.Span.Kind != ScheduledKind.Absence).Select(row => row.Span.Start.InZone(zones.Of(row.Person, row.Span.Start)).Date).ToList();
        return new ShiftSchedule
        {
            ByPerson = _schedule.GroupBy(row => row.Person, row => row.Span, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(rows => rows.Key, IReadOnlyList<ScheduledSpan> (rows) => [.. rows.OrderBy(row => row.Start)], StringComparer.OrdinalIgnoreCase),
            Days = days.Count == 0 ? null : new(days.Min(), days.Max()),
        };
    }

    private long Next(int source) =>
        _events.Where(e => e.Source == source).Select(e => e.Record)
            .Concat(_rejected.Where(r => r.Source == source).Select(r => r.Record))
            .DefaultIfEmpty().Max() + 1;

    private static Instant? Day(DateTimeZone zone, string? day, int daysLater = 0) => string.IsNullOrEmpty(day) ? null
        : zone.AtStartOfDay(LocalDatePattern.Iso.Parse(day).Value.PlusDays(daysLater)).ToInstant();

    private static Instant? NoonAfter(DateTimeZone zone, string? day) => string.IsNullOrEmpty(day) ? null
        : LocalDatePattern.Iso.Parse(day).Value.PlusDays(1).At(new LocalTime(12, 0)).InZoneLeniently(zone).ToInstant();

    private Scenario With(Action add)
    {
        add();
        return this;
    }
}
