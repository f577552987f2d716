using Compliance.Findings;

namespace Compliance.Tests.SecondReading;

/// <summary>The definitions of the rules a second time: plain, quadratic, and written without looking at the engine. What
/// the two say about one world must be the same.</summary>
public sealed class NaiveAuditor : IAuditUnderTest
{
    private static readonly IReadOnlyList<Func<Facts, RuleReading>> Rules =
    [
        PermissionReadings.UnknownAccount,
        PermissionReadings.UnauthorizedAction,
        PermissionReadings.GrantNotInForce,
        PeopleReadings.AccessAfterTermination,
        PeopleReadings.AccessBeforeClearance,
        PeopleReadings.TrainingLapsed,
        ConditionReadings.MfaMissing,
        ConditionReadings.OffNetworkAccess,
        EgressReadings.UnlistedEgress,
        ConditionReadings.OffShiftAccess,
        ConditionReadings.AccessWithoutCase,
        ConditionReadings.MassRecordAccess,
        ConductReadings.SegregationOfDuties,
        ConductReadings.RepeatedDenials,
        SessionReadings.SharedAccount,
        TravelReadings.ImpossibleTravel,
        CompletenessReadings.EvidenceGap,
        CompletenessReadings.EvidenceUnread,
        PermissionReadings.UnusedPermission,
        PeopleReadings.InactiveAccount,
        PeopleReadings.OrphanedAccount,
    ];

    NaiveResult IAuditUnderTest.Audit(World world) => Audit(world);

    public static NaiveResult Audit(World world)
    {
        var facts = new Facts(world, new EvidenceReading(world), new AccessReading(world.Record));
        var readings = Rules.Select(rule => rule(facts)).ToList();
        var findings = readings.SelectMany(reading => FindingsOf(facts, reading)).ToList();
        var checks = readings.ToDictionary(reading => reading.Rule, reading => VerdictOf(facts, reading, findings));
        return new NaiveResult
        {
            Verdict = Worst(checks.Values),
            Checks = checks,
            Findings = findings,
            Violations = [.. ViolationsOf(facts, readings)],
            Sources = [.. world.Sources.Select(facts.Evidence.CountsOf)],
            Groups = [.. GroupsOf(findings)],
        };
    }

    /// <summary>One for each (rule, principal, role, action), with count, first, last, first ten records and the highest
    /// severity of its events.</summary>
    private static IEnumerable<NaiveFinding> FindingsOf(Facts facts, RuleReading reading)
    {
        if (reading.NotApplicable) return [];
        var verdict = IsUnapproved(facts, reading) ? Verdict.NotEvaluable : Verdict.Fail;
        var ofEvents = reading.Hits
            .GroupBy(hit => (NaiveResult.Fold(hit.Event.Principal), hit.Role, NaiveResult.Fold(hit.Event.Event.Action)))
            .Select(hits => new NaiveFinding(
                reading.Rule,
                hits.First().Event.Principal,
                hits.First().Role,
                hits.First().Event.Event.Action,
                hits.Max(hit => hit.Severity),
                verdict,
                hits.Count(),
                hits.First().Event.Time,
                hits.Last().Event.Time,
                [.. hits.Take(10).Select(hit => new NaiveReference(hit.Event.Event.Source, hit.Event.Event.Record))]));
        return [.. ofEvents, .. reading.Findings.Select(finding => finding with { Verdict = verdict })];
    }

    private static Verdict VerdictOf(Facts facts, RuleReading reading, IEnumerable<NaiveFinding> findings)
    {
        if (reading.NotApplicable) return Verdict.NotApplicable;
        if (findings.Any(finding => finding.Rule == reading.Rule && finding.Verdict == Verdict.Fail)) return Verdict.Fail;
        var incomplete = reading.ReadsLogs && facts.Evidence.IsIncomplete;
        return reading.Undecided || incomplete || IsUnapproved(facts, reading) ? Verdict.NotEvaluable : Verdict.Pass;
    }

    private static Verdict Worst(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        return all.Contains(Verdict.Fail) ? Verdict.Fail : all.Contains(Verdict.NotEvaluable) ? Verdict.NotEvaluable : Verdict.Pass;
    }

    private static bool IsUnapproved(Facts facts, RuleReading reading) => reading.NeedsApproval && facts.Access.Model.Approved is null;

    /// <summary>Every failing record, once for each rule.</summary>
    private static IEnumerable<NaiveViolation> ViolationsOf(Facts facts, IEnumerable<RuleReading> readings) => readings
        .Where(reading => !reading.NotApplicable && !IsUnapproved(facts, reading))
        .SelectMany(reading => reading.Hits.Select(hit => hit.Event).Concat(reading.Listed).Select(e => (reading.Rule, e.Event)))
        .OrderBy(hit => hit.Event.Time).ThenBy(hit => hit.Event.Source).ThenBy(hit => hit.Event.Record)
        .ThenBy(hit => hit.Rule, StringComparer.Ordinal)
        .Select(hit => new NaiveViolation(hit.Rule, hit.Event.Source, hit.Event.Record));

    private static IEnumerable<NaiveGroup> GroupsOf(IEnumerable<NaiveFinding> findings) => findings
        .Where(finding => finding.Principal is not null)
        .GroupBy(finding => (finding.Rule, finding.Role, NaiveResult.Fold(finding.Action)))
        .Select(sharing => new NaiveGroup(
            sharing.Key.Rule,
            sharing.Key.Role,
            sharing.First().Action,
            sharing.Select(finding => NaiveResult.Fold(finding.Principal)).Distinct().Count()))
        .Where(group => group.Principals >= 5);
}
