using System.Net;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Conditions of allowed accesses: "one is broken when every entry that allows the event sets it and the event
/// breaks it".</summary>
internal static class ConditionReadings
{
    private static readonly Duration SignInLasts = Duration.FromHours(12);

    public static RuleReading MfaMissing(Facts facts)
    {
        var reading = Reading(facts, RuleNames.MfaMissing, when => when.MfaRequired);
        foreach (var e in Judged(facts, when => when.MfaRequired).Where(e => !e.IsMachine))
        {
            var answer = e.Event.Mfa != Answer.Unknown ? e.Event.Mfa : LastSignIn(facts, e)?.Event.Mfa ?? Answer.Unknown;
            if (answer == Answer.No) reading.Hit(e, facts.RoleOf(e), Severity.High);
            if (answer == Answer.Unknown) reading.Undecided = true;
        }
        return reading;
    }

    public static RuleReading OffNetworkAccess(Facts facts)
    {
        var reading = Reading(facts, RuleNames.OffNetworkAccess, when => when.Networks is not null);
        reading.Undecided = HasUnreadableAddress(facts);
        var shared = EgressReadings.Runs(facts).SelectMany(run => run.Events).ToList();
        foreach (var e in OutsideNetworks(facts).Where(facts.Evidence.InWindow.Contains).Except(shared)) reading.Hit(e, facts.RoleOf(e), Severity.Medium);
        return reading;
    }

    /// <summary>An event of the window for which the network matters, and which does not tell it.</summary>
    public static bool HasUnreadableAddress(Facts facts) => NetworkMatters(facts)
        .Any(e => !IPAddress.TryParse(e.Event.Ip, out _) && facts.Evidence.InWindow.Contains(e));

    /// <summary>Events, also before the window, from an address in none of the networks in force.</summary>
    public static IEnumerable<JudgedEvent> OutsideNetworks(Facts facts) => NetworkMatters(facts).Where(e =>
        IPAddress.TryParse(e.Event.Ip, out var address)
        && !facts.Access.Allowing(e).SelectMany(permission => permission.Entry.When.Networks!).Any(network => IsInForce(network, e.Time) && Lies(address, network.Cidr)));

    private static IEnumerable<JudgedEvent> NetworkMatters(Facts facts) => facts.Evidence.InScope
        .Where(e => e.Event.Successful && IsCondition(facts, e, when => when.Networks is not null) && !facts.IsAnnounced(e));

    public static RuleReading OffShiftAccess(Facts facts)
    {
        var reading = Reading(facts, RuleNames.OffShiftAccess, when => when.Hours is not null);
        foreach (var e in Judged(facts, when => when.Hours is not null).Where(e => !e.IsMachine))
        {
            var shifts = facts.Access.Allowing(e).SelectMany(permission => permission.Entry.When.Hours!);
            var isOn = IsScheduled(facts, e) ?? shifts.Any(shift => Lies(e.Time, shift));
            if (!isOn && !facts.IsAnnounced(e)) reading.Hit(e, facts.RoleOf(e), Severity.Low);
        }
        return reading;
    }

    /// <summary>Null: the schedule says nothing of that time.</summary>
    private static bool? IsScheduled(Facts facts, JudgedEvent e)
    {
        if (facts.Record.Schedule is not { } schedule) return null;
        var rows = schedule.ByPerson.Where(person => Matching.Same(person.Key, e.Principal)).SelectMany(person => person.Value).ToList();
        bool Within(ScheduledSpan row) => e.Time >= row.Start - Duration.FromMinutes(30) && e.Time < row.End + Duration.FromMinutes(60);
        if (rows.Any(row => row.Kind == ScheduledKind.Overtime && Within(row))) return true;
        var isAway = rows.Any(row => row.Kind == ScheduledKind.Absence && row.Start <= e.Time && e.Time < row.End);
        if (isAway) return false;
        if (rows.Any(row => row.Kind == ScheduledKind.Work && Within(row))) return true;
        var day = e.Time.InZone(facts.ZoneOf(e.Principal, e.Time)).Date;
        return schedule.Days?.Contains(day) == true ? false : null;
    }

    public static RuleReading AccessWithoutCase(Facts facts)
    {
        var reading = Reading(facts, RuleNames.AccessWithoutCase, when => when.Case is not null);
        foreach (var e in Judged(facts, when => when.Case is not null).Where(e => !e.IsMachine))
        {
            if (!facts.Access.Allowing(e).All(permission => IsBroken(permission.Entry.When.Case!, e)) || facts.IsAnnounced(e)) continue;
            if (e.Source.MapsCase) reading.Hit(e, facts.RoleOf(e), Severity.High);
            else reading.Undecided = true;
        }
        return reading;

        bool IsBroken(CaseCondition condition, JudgedEvent e) =>
            e.Event.Resource is not null
            && (condition.Of is null || condition.Of.Any(type => Matching.Same(type, e.Event.ResourceType)))
            && e.Event.Case is null
            && !(condition.Within is { } within && facts.Evidence.InScope.Any(other => other.IsBy(e)
                && other.Event.Case is not null && other.Time >= e.Time - within && other.Time <= e.Time + within));
    }

    public static RuleReading MassRecordAccess(Facts facts)
    {
        var reading = Reading(facts, RuleNames.MassRecordAccess, when => when.Volume is not null);
        foreach (var e in Judged(facts, when => when.Volume is not null))
        {
            var entries = facts.Access.Allowing(e).Select(permission => permission.Entry.When.Volume!).ToList();
            var limits = entries.SelectMany(limits => limits).Where(limit => entries.All(other => other.Any(o => OfOneKind(o, limit))));
            if (limits.Any(limit => Exceeds(e, limit.Of, limit.Per, LargestMax(entries, limit))) && !facts.IsAnnounced(e)) reading.Hit(e, facts.RoleOf(e), Severity.High);
        }
        return reading;

        bool Exceeds(JudgedEvent e, string of, Duration per, long max)
        {
            if (!Counts(e, of)) return false;
            var counting = facts.Window(e, per).Where(other => other.Event.Successful && Counts(other, of)).ToList();
            var resources = counting.Where(other => other.Event.Records is null).Select(other => other.Event.Resource).Distinct(StringComparer.Ordinal);
            return resources.Count() + counting.Sum(other => other.Event.Records ?? 0) > max;
        }
    }

    private static bool OfOneKind(VolumeLimit left, VolumeLimit right) => Matching.Same(left.Of, right.Of) && left.Per == right.Per;

    private static long LargestMax(IEnumerable<IReadOnlyList<VolumeLimit>> entries, VolumeLimit kind) =>
        entries.SelectMany(limits => limits).Where(limit => OfOneKind(limit, kind)).Max(limit => limit.Max);

    private static bool Counts(JudgedEvent e, string of) =>
        (e.Event.Resource is not null || e.Event.Records is not null) && (of == "*" || Matching.Same(of, e.Event.ResourceType));

    /// <summary>"The principal's last successful <c>signin</c> in the 12 h before; interactive unless its source says otherwise."</summary>
    private static JudgedEvent? LastSignIn(Facts facts, JudgedEvent e) => facts.Evidence.InScope.LastOrDefault(other =>
        other.IsBy(e) && other.IsBefore(e) && other.Time > e.Time - SignInLasts
        && other.Event.Successful && Matching.Same(other.Event.Action, "signin") && other.Event.Interactive != Answer.No);

    internal static bool IsInForce(Network network, Instant at) =>
        (network.From is null || network.From <= at) && (network.Until is null || at < network.Until);

    /// <summary>Equal in the first bits of the prefix.</summary>
    internal static bool Lies(IPAddress address, IPNetwork network)
    {
        var own = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        var given = network.BaseAddress.GetAddressBytes();
        return own.Length == given.Length && Enumerable.Range(0, network.PrefixLength).All(bit => Bit(own, bit) == Bit(given, bit));
    }

    private static int Bit(byte[] bytes, int bit) => bytes[bit / 8] >> (7 - bit % 8) & 1;

    /// <summary>Some day on which the shift begins has the local time between its two ends.</summary>
    internal static bool Lies(Instant at, Shift shift)
    {
        var local = at.InZone(shift.Zone).LocalDateTime;
        return new[] { local.Date, local.Date.PlusDays(-1) }.Any(day =>
            (shift.Days & 1 << ((int)day.DayOfWeek - 1)) != 0
            && day + shift.From <= local
            && local < (shift.To > shift.From ? day : day.PlusDays(1)) + shift.To);
    }

    private static RuleReading Reading(Facts facts, string rule, Func<Conditions, bool> sets) => new(rule)
    {
        NotApplicable = !facts.Access.Model.Roles.SelectMany(role => role.Allow).Any(entry => sets(entry.When)),
    };

    /// <summary>Successful events that are allowed, by entries that all set the condition.</summary>
    private static IEnumerable<JudgedEvent> Judged(Facts facts, Func<Conditions, bool> sets) => facts.Evidence.Successful.Where(e => IsCondition(facts, e, sets));

    private static bool IsCondition(Facts facts, JudgedEvent e, Func<Conditions, bool> sets) =>
        facts.Access.Allowing(e) is { Count: > 0 } allowing && allowing.All(permission => sets(permission.Entry.When));
}
