using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Judging;

/// <summary>Puts together what one audit's logs say of use.</summary>
internal sealed class OwnUsage(VendorRecord record, AuditTables tables, UsageWatch watch, SourceDays days)
{
    private readonly ZoneClock _clock = new(record.Access.Timezone);

    /// <param name="now">Nothing later is in it.</param>
    /// <param name="earliest">The first accepted event of all logs, <paramref name="latest"/> the last; null: there is none.</param>
    public Usage At(long now, long? earliest, long? latest)
    {
        var until = Ticks.ToInstant(now);
        var seen = new Usage { Until = until, Sources = Sources(now), Reached = Reached(now, earliest, latest) };
        // What was not watched before is watched from now on.
        var since = new Coverage(seen, record.Vendor.Logs, record.Access.Timezone, until).UnbrokenSince() ?? until;
        var from = earliest is { } first && first <= now ? Ticks.ToInstant(first) : until;
        var accounts = record.Accounts.ToLookup(account => account.Person ?? account.Name, StringComparer.OrdinalIgnoreCase);
        return seen with
        {
            Principals = [.. tables.Subjects.All.Select(subject => Principal(subject, accounts[subject.Name], since, until) with { From = from })],
            Permissions = [.. tables.Permissions.All.Select(UsageFacts.Key).Select(key => new PermissionUsage(key.Role, key.Action, since) { AsOf = until, From = from })],
        };
    }

    private PrincipalUsage Principal(Subject subject, IEnumerable<Account> accounts, Instant since, Instant until) => new(
        subject.Name,
        PrincipalUsage.TextOf(accounts),
        since,
        until,
        watch.LastSuccess(subject) is var last && last == long.MinValue ? null : Ticks.ToInstant(last),
        [.. watch.UsesOf(subject).Select(Use)]);

    private PermissionUse Use((int Permission, long Last) use)
    {
        var (role, action) = UsageFacts.Key(tables.Permissions.All[use.Permission]);
        return new(role, action, Ticks.ToInstant(use.Last));
    }

    private List<SourceUsage> Sources(long now)
    {
        var today = _clock.Local(now).Day;
        return [.. record.Vendor.Logs.GroupBy(entry => entry.Path.Text, StringComparer.Ordinal).Select(entries => new SourceUsage(
            entries.Key,
            new SortedDictionary<int, long>(entries.SelectMany(entry => days.Of(entry) ?? new Dictionary<int, long>())
                .Where(day => day.Key <= today && day.Key >= today - UsageMerge.DaysKept)
                .GroupBy(day => day.Key).ToDictionary(day => day.Key, day => day.Sum(part => part.Value)))))
            .Where(source => source.Days.Count > 0)];
    }

    private List<DayRange> Reached(long now, long? earliest, long? latest)
    {
        if (earliest is null || earliest > now) return [];
        var last = _clock.Local(Math.Min(latest!.Value, now)).Day;
        return [new DayRange(_clock.Local(earliest.Value).Day, last)];
    }
}
