using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>Employment, clearance, training, and grants without a person.</summary>
internal static class PeopleReadings
{
    private static readonly Duration Inactive = Duration.FromDays(45);

    public static RuleReading AccessAfterTermination(Facts facts)
    {
        var reading = new RuleReading(RuleNames.AccessAfterTermination) { Undecided = facts.Record.People is null };
        foreach (var e in facts.Evidence.Successful)
        {
            if (facts.Access.LastBegun(e.Principal, e.Time) is not { } last) continue;
            if (last.Ends is { } end && e.Time > end) reading.Hit(e, facts.RoleOf(e), Severity.Critical);
            if (last.Ends is null && Matching.Same(last.Status, "terminated")) reading.Undecided = true;
        }
        return reading;
    }

    public static RuleReading AccessBeforeClearance(Facts facts)
    {
        var reading = new RuleReading(RuleNames.AccessBeforeClearance) { Undecided = facts.Record.People is null };
        foreach (var e in facts.Evidence.Successful)
        {
            if (facts.Access.RowInForce(e.Principal, e.Time) is not { } row) continue;
            var hired = facts.Access.Rows(e.Principal)[0].Begins;
            var tooEarly = hired is not null && e.Time < hired;
            var uncleared = facts.Record.People!.HasBackgroundCheck && (row.Cleared is null || e.Time < row.Cleared);
            if (tooEarly || uncleared) reading.Hit(e, facts.RoleOf(e), Severity.High);
        }
        return reading;
    }

    public static RuleReading TrainingLapsed(Facts facts)
    {
        var reading = new RuleReading(RuleNames.TrainingLapsed)
        {
            Undecided = facts.Record.People is null,
            NotApplicable = facts.Record.People is { HasTraining: false },
        };
        if (facts.Record.People is not { HasTraining: true }) return reading;
        foreach (var e in facts.Evidence.Successful)
        {
            if (facts.Access.RowInForce(e.Principal, e.Time) is { } row && (row.TrainedUntil is null || e.Time >= row.TrainedUntil))
                reading.Hit(e, facts.RoleOf(e), Severity.Medium);
        }
        return reading;
    }

    public static RuleReading InactiveAccount(Facts facts)
    {
        var reading = new RuleReading(RuleNames.InactiveAccount);
        if (facts.Evidence.Now is not { } now || !facts.Evidence.Covers(45))
        {
            reading.Undecided = true;
            return reading;
        }

        foreach (var principal in Assigned(facts, assignment => AccessReading.InForce(assignment, now) && assignment.From <= now - Inactive))
        {
            var active = facts.Evidence.InScope.Any(e => Matching.Same(e.Principal, principal)
                && e.Event.Successful && e.Time > now - Inactive && e.Time <= now);
            var onLeave = Matching.Same(facts.Access.RowInForce(principal, now)?.Status, "leave");
            if (!active && !onLeave) reading.Found(principal, role: null, action: null, Severity.Medium);
        }
        return reading;
    }

    public static RuleReading OrphanedAccount(Facts facts)
    {
        var reading = new RuleReading(RuleNames.OrphanedAccount) { ReadsLogs = false };
        if (facts.Evidence.Now is not { } now)
        {
            reading.Undecided = true;
            return reading;
        }

        foreach (var principal in Assigned(facts, assignment => AccessReading.InForce(assignment, now)))
        {
            var isNowhere = !Names.InPeople(facts.Record, principal) && !Names.InAccounts(facts.Record, principal);
            var hasLeft = facts.Access.Rows(principal) is [.., var last]
                && (last.Ends is { } end && end < now || Matching.Same(last.Status, "terminated"));
            if (isNowhere || hasLeft) reading.Found(principal, role: null, action: null, Severity.High);
        }
        return reading;
    }

    private static IEnumerable<string> Assigned(Facts facts, Func<Assignment, bool> which) => facts.Access.Model.Assignments
        .Where(which)
        .Select(assignment => assignment.Principal)
        .Distinct(StringComparer.OrdinalIgnoreCase);
}
