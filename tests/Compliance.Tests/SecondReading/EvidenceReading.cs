using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>An event in scope, with whose it is.</summary>
internal sealed record JudgedEvent(NaiveEvent Event, LogSource Source, string Principal, AccountKind Kind)
{
    public Instant Time => Event.Time;

    /// <summary>Service and bot accounts are not judged on hours, MFA and case.</summary>
    public bool IsMachine => Kind is AccountKind.Service or AccountKind.Bot;
    public bool IsBy(JudgedEvent other) => Matching.Same(Principal, other.Principal);
    public bool IsBefore(JudgedEvent other) => Event.IsJudgedBefore(other.Event);
}

/// <summary>Duplicates, scope and window: what is left to judge.</summary>
internal sealed class EvidenceReading
{
    private readonly World _world;
    private readonly IReadOnlyList<NaiveEvent> _duplicates;
    private readonly IReadOnlyList<NaiveEvent> _distinct;

    public EvidenceReading(World world)
    {
        _world = world;
        _duplicates = [.. world.Events.Where(e => world.Events.Any(other => other.IsReadBefore(e) && e.IsDuplicateOf(other)))];
        _distinct = [.. world.Events.Except(_duplicates)];
        InScope =
        [
            .. _distinct.Where(IsInScope)
                .Where(e => world.To is null || e.Time < world.To)
                .OrderBy(e => e.Time).ThenBy(e => e.Source).ThenBy(e => e.Record)
                .Select(e => new JudgedEvent(e, SourceOf(e), PrincipalOf(e), KindOf(e))),
        ];
        InWindow = [.. InScope.Where(e => world.From is null || e.Time >= world.From)];
        Earliest = world.Events.Count == 0 ? null : world.Events.Min(e => e.Time);
        Latest = world.Events.Count == 0 ? null : world.Events.Max(e => e.Time);
    }

    /// <summary>In scope and before <c>--to</c>, in judging order; fills windows.</summary>
    public IReadOnlyList<JudgedEvent> InScope { get; }

    /// <summary>Those of them that may give findings.</summary>
    public IReadOnlyList<JudgedEvent> InWindow { get; }
    public IEnumerable<JudgedEvent> Successful => InWindow.Where(e => e.Event.Successful);

    /// <summary>The earliest and latest accepted events of all logs.</summary>
    public Instant? Earliest { get; }
    public Instant? Latest { get; }

    /// <summary>"<c>--to</c>, else the latest event."</summary>
    public Instant? Now => _world.To ?? Latest;

    /// <summary>Whether at least 95 % of the local days wholly inside the last so many days are known: of each source that expects records, else
    /// of all logs from their first record to their last.</summary>
    public bool Covers(int length)
    {
        if (Now is not { } now) return false;
        var zone = _world.Record.Access.Timezone;
        var days = Enumerable.Range(0, length + 1).Select(back => now.InZone(zone).Date.PlusDays(-back))
            .Where(day => zone.AtStartOfDay(day).ToInstant() >= now - Duration.FromDays(length) && zone.AtStartOfDay(day.PlusDays(1)).ToInstant() <= now).ToList();
        var expecting = _world.Record.Vendor.Logs.Where(entry => entry.Expect != Expectation.None).ToList();
        return expecting.Count == 0
            ? Earliest is { } first && IsEnough(days, day => first.InZone(zone).Date <= day && day <= Latest!.Value.InZone(zone).Date)
            : expecting.All(entry => IsEnough(
                days.Where(day => entry.Expect == Expectation.Daily || day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)),
                day => RecordsOf(entry, day) > 0));
    }

    /// <summary>Accepted records of an entry on a local day.</summary>
    public int RecordsOf(LogEntry entry, LocalDate day) =>
        _world.Events.Count(e => SourceOf(e).Entry?.Path.Text == entry.Path.Text && e.Time.InZone(_world.Record.Access.Timezone).Date == day);

    private static bool IsEnough(IEnumerable<LocalDate> days, Func<LocalDate, bool> known) => days.ToList() is { Count: > 0 } asked && asked.Count(known) >= asked.Count * 0.95;

    /// <summary>Whether something that every rule reading logs needs is missing.</summary>
    public bool IsIncomplete =>
        _world.Rejected.Count > 0 || _world.Record.Vendor.Logs.Any(IsUnmatched) || InWindow.Count == 0;

    public bool IsUnmatched(LogEntry entry) => !_world.Sources.Any(source => ReferenceEquals(source.Entry, entry));

    public NaiveSourceCounts CountsOf(LogSource source)
    {
        var accepted = _world.Events.Count(e => e.Source == source.Index);
        var rejected = _world.Rejected.Count(r => r.Source == source.Index);
        var left = _distinct.Where(e => e.Source == source.Index).ToList();
        return new(
            source.Index,
            accepted + rejected,
            accepted,
            rejected,
            _duplicates.Count(e => e.Source == source.Index),
            left.Count(IsConflict),
            left.Count(e => !IsInScope(e)));
    }

    private bool IsConflict(NaiveEvent e) => e.Id is not null
        && _world.Events.Any(other => other.IsReadBefore(e) && other.Id == e.Id && !e.IsDuplicateOf(other) && OfOneLog(e, other));

    private bool OfOneLog(NaiveEvent left, NaiveEvent right)
    {
        var (a, b) = (SourceOf(left), SourceOf(right));
        return a.Entry is null ? b.Entry is null && a.Format == b.Format : ReferenceEquals(a.Entry, b.Entry);
    }

    private bool IsInScope(NaiveEvent e)
    {
        if (e.PlatformService) return false;
        if (_world.Record.Vendor.Population is not { } population) return true;
        return new[] { e.AccountName, PrincipalOf(e) }.Any(name =>
            Names.InPeople(_world.Record, name) || Names.InAccounts(_world.Record, name)
            || Names.InAssignments(_world.Record, name) || Matching.AnyMatches(population, name));
    }

    private string PrincipalOf(NaiveEvent e) => RowOf(e)?.Person ?? e.AccountName;

    private AccountKind KindOf(NaiveEvent e) =>
        RowOf(e) is { Kind: not AccountKind.Unknown } row ? row.Kind
        : e.AccountKind != AccountKind.Unknown ? e.AccountKind
        : AccountKind.Human;

    /// <summary>A row that names the source says more than one that does not.</summary>
    private Account? RowOf(NaiveEvent e)
    {
        var rows = _world.Record.Accounts.Where(row => Matching.Same(row.Name, e.AccountName)).ToList();
        return rows.Find(row => row.System is { } system && Names.IsSystem(system, SourceOf(e).Path))
            ?? rows.Find(row => row.System is null);
    }

    private LogSource SourceOf(NaiveEvent e) => _world.Sources.Single(source => source.Index == e.Source);
}

/// <summary>Where a name stands.</summary>
internal static class Names
{
    public static bool InPeople(VendorRecord record, string name) => PersonOf(record, name) is not null;

    public static Person? PersonOf(VendorRecord record, string name) =>
        record.People?.ByName.Values.FirstOrDefault(person => Matching.Same(person.Name, name));

    /// <summary>As an account, or as the person behind one.</summary>
    public static bool InAccounts(VendorRecord record, string name) =>
        record.Accounts.Any(row => Matching.Same(row.Name, name) || Matching.Same(row.Person, name));

    /// <summary>"A source's path, one segment of it, or the file's name up to its first dot; with a <c>*</c>, a pattern of
    /// the whole path."</summary>
    public static bool IsSystem(string system, string path)
    {
        var segments = path.Split('/');
        return system.Contains('*')
            ? Matching.Matches(system, path)
            : segments.Append(path).Append(segments[^1].Split('.')[0]).Any(name => Matching.Same(name, system));
    }

    public static bool InAssignments(VendorRecord record, string name) =>
        record.Access.Assignments.Any(assignment => Matching.Same(assignment.Principal, name));
}
