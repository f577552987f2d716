using Compliance.Findings;

namespace Compliance.Tests.SecondReading.Scenarios;

/// <summary>Stories from the definitions, told to one implementation or the other.</summary>
public abstract class ScenarioTests(IAuditUnderTest audit)
{
    protected NaiveResult Audit(Scenario scenario) => audit.Audit(scenario.Build());

    /// <summary>Expects a verdict and findings written <c>principal role action severity ×count at source:record,…</c>;
    /// <c>-</c> is absent.</summary>
    protected void Expect(Scenario scenario, string rule, Verdict verdict, params string[] findings)
    {
        var result = Audit(scenario);
        Assert.Equal(findings.Order(StringComparer.Ordinal), Written(result, rule));
        Assert.Equal(verdict, result.Checks[rule]);
    }

    protected static IEnumerable<string> Written(NaiveResult result, string rule) => result.Findings
        .Where(finding => finding.Rule == rule)
        .Select(finding => FormattableString.Invariant(
            $"{finding.Principal ?? "-"} {finding.Role ?? "-"} {finding.Action ?? "-"} {finding.Severity} ×{finding.Count}{At(finding)}"))
        .Order(StringComparer.Ordinal);

    private static string At(NaiveFinding finding) => finding.References.Count == 0 ? "" : " at " + string.Join(',', finding.References);
}
