using Compliance.Findings;
using Xunit.Abstractions;

namespace Compliance.Tests.SecondReading;

/// <summary>A comparison over made worlds is worth as much as the worlds: each rule must be seen from all its sides.</summary>
public sealed class WorldCoverage(ITestOutputHelper output)
{
    private const int Seeds = 500;
    private const int Least = 10;

    private static readonly Lazy<IReadOnlyList<NaiveResult>> Results = new(() =>
        [.. Enumerable.Range(0, Seeds).Select(seed => NaiveAuditor.Audit(World.Make(seed)))]);

    public static TheoryData<string, Verdict> Sides()
    {
        var sides = new TheoryData<string, Verdict>();
        foreach (var rule in RuleNames.All)
        {
            // Of a world every log is read; what becomes of one that was not is tried with the slices.
            if (rule == RuleNames.EvidenceUnread) continue;
            sides.Add(rule, Verdict.Fail);
            sides.Add(rule, Verdict.NotEvaluable);
            sides.Add(rule, Verdict.Pass);
        }
        foreach (var rule in new[]
        {
            RuleNames.MfaMissing, RuleNames.OffNetworkAccess, RuleNames.OffShiftAccess, RuleNames.AccessWithoutCase,
            RuleNames.UnlistedEgress, RuleNames.SharedAccount, RuleNames.ImpossibleTravel, RuleNames.MassRecordAccess, RuleNames.SegregationOfDuties, RuleNames.EvidenceGap, RuleNames.TrainingLapsed,
        })
            sides.Add(rule, Verdict.NotApplicable);
        return sides;
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void Every_rule_comes_to_every_verdict_it_can(string rule, Verdict verdict)
    {
        var seen = Results.Value.Count(result => result.Checks[rule] == verdict);
        output.WriteLine($"{rule} {verdict}: {seen} of {Seeds}");
        Assert.True(seen >= Least, $"`{rule}` came to {verdict} in {seen} of {Seeds} worlds, expected at least {Least}");
    }

    [Fact]
    public void Findings_of_all_severities_and_both_verdicts_occur()
    {
        var findings = Results.Value.SelectMany(result => result.Findings).ToList();
        Assert.Equal([Severity.Low, Severity.Medium, Severity.High, Severity.Critical], findings.Select(finding => finding.Severity).Distinct().Order());
        Assert.Equal([Verdict.NotEvaluable, Verdict.Fail], findings.Select(finding => finding.Verdict).Distinct().Order());
        Assert.Contains(findings, finding => finding is { Rule: RuleNames.GrantNotInForce, Severity: Severity.Low });
        Assert.Contains(findings, finding => finding.Count > 10);
    }

    [Fact]
    public void Duplicates_conflicts_rejected_records_groups_and_events_out_of_scope_occur()
    {
        var sources = Results.Value.SelectMany(result => result.Sources).ToList();
        Assert.True(sources.Count(source => source.Duplicates > 0) >= Least);
        Assert.True(sources.Count(source => source.Conflicts > 0) >= Least);
        Assert.True(sources.Count(source => source.Rejected > 0) >= Least);
        Assert.True(sources.Count(source => source.OutOfScope > 0) >= Least);
        Assert.Contains(Results.Value, result => result.Groups.Count > 0);
    }

    [Fact]
    public void The_same_seed_makes_the_same_world()
    {
        Assert.Equal(World.Make(7).Events, World.Make(7).Events);
        Assert.Equal(NaiveAuditor.Audit(World.Make(7)).ToString(), NaiveAuditor.Audit(World.Make(7)).ToString());
        Assert.NotEqual(World.Make(7).Events, World.Make(8).Events);
    }
}
