using Compliance.Vendors;
using NodaTime;

namespace Compliance.Findings;

/// <summary>Puts together what two audits saw.</summary>
public static class UsageMerge
{
    /// <summary>Days that are remembered: more than the longest window of a rule, and a year to compare with.</summary>
    public const int DaysKept = 400;

    /// <summary>Silent days between two audits' logs that are taken for silence: a long weekend.</summary>
    public const int SilentDays = 3;

    /// <summary>Both together. What is older than <see cref="DaysKept"/> before the later <see cref="Usage.Until"/> is forgotten.</summary>
    public static Usage With(this Usage one, Usage other)
    {
        var until = Instant.Max(one.Until, other.Until);
        var oldest = DayOf(until) - DaysKept;
        var kept = until - Duration.FromDays(DaysKept);
        return new Usage
        {
            Until = until,
            Sources = Merged(one.Sources, other.Sources, source => source.Path, (a, b) => a with { Days = Merged(a.Days, b.Days) })
                .Select(source => source with { Days = Kept(source.Days, oldest) }).Where(source => source.Days.Count > 0).ToList(),
            Reached = Joined([.. one.Reached, .. other.Reached], oldest),
            Principals = Merged(one.Principals, other.Principals, principal => Pattern.Fold(principal.Principal), Merged).FindAll(principal => principal.AsOf >= kept).ConvertAll(principal => principal with { From = principal.From ?? principal.Since }),
            Permissions = Merged(one.Permissions, other.Permissions, permission => (permission.Role, permission.Action), Merged).FindAll(permission => LastOf(permission) >= kept)
                .ConvertAll(permission => permission with { AsOf = LastOf(permission), From = permission.From ?? permission.Since }),
        };
    }

    /// <summary>What was seen up to an instant, for whom nothing later can have happened yet: a record from the future, by mistake or on purpose,
    /// would otherwise put an end to all memory.</summary>
    public static Usage NotAfter(this Usage usage, Instant latest)
    {
        if (usage.Until <= latest) return usage;
        var today = DayOf(latest) + 1;
        return usage with
        {
            Until = latest,
            Sources = [.. usage.Sources.Select(source => source with { Days = source.Days.Where(day => day.Key <= today).ToDictionary() })],
            Reached = [.. usage.Reached.Where(range => range.First <= today).Select(range => range with { Last = Math.Min(range.Last, today) })],
            Principals = [.. usage.Principals.Select(principal => principal with
            {
                Since = Instant.Min(principal.Since, latest),
                AsOf = Instant.Min(principal.AsOf, latest),
                From = Earlier(principal.From, latest),
                Last = principal.Last is { } last ? Instant.Min(last, latest) : null,
                Uses = [.. principal.Uses.Select(use => use with { Last = Instant.Min(use.Last, latest) })],
            })],
            Permissions = [.. usage.Permissions.Select(permission => permission with
            {
                Since = Instant.Min(permission.Since, latest),
                AsOf = Earlier(permission.AsOf, latest),
                From = Earlier(permission.From, latest),
            })],
        };
    }

    /// <summary>One principal as two audits saw it. Where its accounts changed, it was watched only since the change.</summary>
    public static PrincipalUsage Merged(PrincipalUsage one, PrincipalUsage other)
    {
        var newest = (one.AsOf, one.Accounts).CompareTo((other.AsOf, other.Accounts)) >= 0 ? one : other;
        var older = ReferenceEquals(newest, one) ? other : one;
        var watched = one.Accounts == other.Accounts && IsNext(older.AsOf, newest.From ?? newest.Since);
        return newest with
        {
            Since = watched ? Instant.Min(one.Since, other.Since) : newest.Since,
            From = watched ? Instant.Min(one.From ?? one.Since, other.From ?? other.Since) : newest.From ?? newest.Since,
            Last = Later(one.Last, other.Last),
            Uses = Merged(one.Uses, other.Uses, use => (use.Role, use.Action), (a, b) => a with { Last = Instant.Max(a.Last, b.Last) }),
        };
    }

    // A pattern that was taken out of access.yaml and put in again was not looked for in between.
    private static PermissionUsage Merged(PermissionUsage one, PermissionUsage other)
    {
        var (older, newer) = LastOf(one) <= LastOf(other) ? (one, other) : (other, one);
        var (a, b) = (older.From ?? older.Since, newer.From ?? newer.Since);
        return IsNext(LastOf(older), b)
            ? newer with { Since = Instant.Min(older.Since, newer.Since), AsOf = LastOf(newer), From = Instant.Min(a, b) }
            : newer with { AsOf = LastOf(newer), From = b };
    }

    private static Instant LastOf(PermissionUsage permission) => permission.AsOf ?? permission.Since;

    // With the same allowance as between the logs of two audits: days lie between them, and are whole.
    private static bool IsNext(Instant last, Instant from) => from <= last + Duration.FromDays(SilentDays + 1);

    private static Instant? Earlier(Instant? one, Instant other) => one is { } instant ? Instant.Min(instant, other) : null;

    private static Instant? Later(Instant? one, Instant? other) => one is null || other > one ? other : one;

    private static SortedDictionary<int, long> Merged(IReadOnlyDictionary<int, long> one, IReadOnlyDictionary<int, long> other)
    {
        var days = new SortedDictionary<int, long>(one.ToDictionary());
        foreach (var (day, records) in other) days[day] = Math.Max(days.GetValueOrDefault(day), records);
        return days;
    }

    private static SortedDictionary<int, long> Kept(IReadOnlyDictionary<int, long> days, int oldest) =>
        new(days.Where(day => day.Key >= oldest).ToDictionary());

    private static List<T> Merged<T, TKey>(IReadOnlyList<T> one, IReadOnlyList<T> other, Func<T, TKey> key, Func<T, T, T> merge) where TKey : notnull
    {
        var all = one.ToDictionary(key);
        foreach (var item in other) all[key(item)] = all.TryGetValue(key(item), out var known) ? merge(known, item) : item;
        return [.. all.OrderBy(item => item.Key).Select(item => item.Value)];
    }

    private static List<DayRange> Joined(IEnumerable<DayRange> ranges, int oldest)
    {
        var joined = new List<DayRange>();
        foreach (var range in ranges.Where(range => range.Last >= oldest).OrderBy(range => range.First))
        {
            if (joined.Count > 0 && range.First - joined[^1].Last <= SilentDays + 1) joined[^1] = joined[^1] with { Last = Math.Max(joined[^1].Last, range.Last) };
            else joined.Add(range);
        }
        return joined;
    }

    // Of UTC: near enough for what is forgotten.
    private static int DayOf(Instant instant) => (int)Math.Floor((instant - NodaConstants.UnixEpoch).TotalDays);
}
