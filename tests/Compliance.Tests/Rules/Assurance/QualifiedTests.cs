using Compliance.Findings;

namespace Compliance.Tests.Rules.Assurance;

public sealed class QualifiedTests
{
    private const string Rule = "attestation-qualified";

    [Theory]
    [InlineData("opinion: unqualified, exceptions: 0", Verdict.Pass, Severity.High)]
    [InlineData("opinion: unqualified, exceptions: []", Verdict.Pass, Severity.High)]
    [InlineData("opinion: unqualified, exceptions: 1", Verdict.Fail, Severity.Medium)]
    [InlineData("opinion: unqualified, exceptions: ['CC6.1: two leavers']", Verdict.Fail, Severity.Medium)]
    [InlineData("opinion: qualified, exceptions: 0", Verdict.Fail, Severity.Medium)]
    [InlineData("opinion: adverse, exceptions: 0", Verdict.Fail, Severity.High)]
    [InlineData("opinion: disclaimer", Verdict.Fail, Severity.High)]
    [InlineData("opinion: unqualified", Verdict.NotEvaluable, Severity.High)]
    [InlineData("exceptions: 0", Verdict.NotEvaluable, Severity.High)]
    [InlineData("expires: 2027-01-01", Verdict.NotEvaluable, Severity.High)]
    public void Of_a_soc_2_report(string keys, Verdict verdict, Severity severity) =>
        Judged($"type: soc2, level: II, issuer: a, period: {{ from: 2025-01-01, to: 2025-12-31 }}, document: a, {keys}", verdict, severity);

    [Theory]
    [InlineData("opinion: unqualified", Verdict.Pass, Severity.High)]
    [InlineData("opinion: unqualified, exceptions: 2", Verdict.Fail, Severity.Medium)]
    public void A_report_of_type_I_need_not_tell_exceptions(string keys, Verdict verdict, Severity severity) =>
        Judged($"type: soc2, level: I, issuer: a, issued: 2025-12-31, document: a, {keys}", verdict, severity);

    [Theory]
    [InlineData("findings: { critical: 0, high: 0 }", Verdict.Pass)]
    [InlineData("findings: { critical: 0, high: 0, open: 7 }", Verdict.Pass)]
    [InlineData("findings: { critical: 2, high: 3, open: 0 }", Verdict.Pass)]
    [InlineData("findings: { open: 0 }", Verdict.Pass)]
    [InlineData("findings: { critical: 0, high: 1, open: 1 }", Verdict.Fail)]
    [InlineData("findings: { critical: 1, high: 0, open: 9 }", Verdict.Fail)]
    [InlineData("findings: { critical: 1 }", Verdict.Fail)]
    [InlineData("findings: { high: 0, open: 1 }", Verdict.NotEvaluable)]
    [InlineData("findings: {}", Verdict.NotEvaluable)]
    [InlineData("expires: 2027-01-01", Verdict.NotEvaluable)]
    public void Of_a_penetration_test(string keys, Verdict verdict) =>
        Judged($"type: penetration-test, issuer: a, performed: 2026-01-01, document: a, {keys}", verdict, Severity.High);

    [Theory]
    [InlineData("type: pci-aoc, level: ROC, issued: 2026-01-01, exceptions: 0", Verdict.Pass, Severity.High)]
    [InlineData("type: pci-aoc, level: ROC, issued: 2026-01-01, exceptions: 3", Verdict.Fail, Severity.Medium)]
    [InlineData("type: pci-aoc, level: ROC, issued: 2026-01-01", Verdict.NotEvaluable, Severity.High)]
    [InlineData("type: device-hardening, performed: 2026-01-01, exceptions: 0", Verdict.Pass, Severity.High)]
    [InlineData("type: device-hardening, performed: 2026-01-01, exceptions: [kiosk]", Verdict.Fail, Severity.Medium)]
    [InlineData("type: device-hardening, performed: 2026-01-01", Verdict.NotEvaluable, Severity.High)]
    [InlineData("type: iso27001, issuer: a, issued: 2026-01-01", Verdict.NotApplicable, Severity.High)]
    [InlineData("type: incident-exercise, performed: 2026-01-01", Verdict.NotApplicable, Severity.High)]
    [InlineData("type: background-policy, issued: 2026-01-01", Verdict.NotApplicable, Severity.High)]
    public void Of_the_others(string keys, Verdict verdict, Severity severity) => Judged(keys + ", document: a", verdict, severity);

    [Fact]
    public void The_first_exceptions_are_told()
    {
        var judged = AssuranceStory.With("type: device-hardening, performed: 2026-01-01, exceptions: [a, b, c, d], document: a").One(Rule);

        Assert.Equal("4 exceptions: a, b, c …", judged.Message);
    }

    private static void Judged(string attestation, Verdict verdict, Severity severity)
    {
        var judged = AssuranceStory.With(attestation).One(Rule);
        Assert.Equal((verdict, severity), (judged.Verdict, judged.Severity));
    }
}
