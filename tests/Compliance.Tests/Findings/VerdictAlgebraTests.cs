using Compliance.Findings;

namespace Compliance.Tests.Findings;

public class VerdictAlgebraTests
{
    [Theory]
    [InlineData(true, true, true, true, Verdict.Fail)]
    [InlineData(false, true, true, true, Verdict.NotEvaluable)]
    [InlineData(false, false, true, true, Verdict.Exempt)]
    [InlineData(false, false, false, true, Verdict.Pass)]
    [InlineData(false, false, false, false, Verdict.NotApplicable)]
    [InlineData(false, true, false, false, Verdict.NotApplicable)]
    public void A_check_takes_the_first_that_holds_of_fail_not_applicable_not_evaluable_exempt_pass(
        bool fail, bool notEvaluable, bool exempt, bool applicable, Verdict expected) =>
        Assert.Equal(expected, VerdictAlgebra.OfCheck(fail, notEvaluable, exempt, applicable));

    [Theory]
    [InlineData(Verdict.Fail, Verdict.Pass, Verdict.NotEvaluable, Verdict.Fail)]
    [InlineData(Verdict.NotEvaluable, Verdict.Pass, Verdict.NotApplicable, Verdict.NotEvaluable)]
    [InlineData(Verdict.Pass, Verdict.NotEvaluable, Verdict.Pass, Verdict.NotEvaluable)]
    [InlineData(Verdict.Pass, Verdict.Exempt, Verdict.NotApplicable, Verdict.Pass)]
    [InlineData(Verdict.Exempt, Verdict.Exempt, Verdict.Exempt, Verdict.Pass)]
    [InlineData(Verdict.NotApplicable, Verdict.NotApplicable, Verdict.NotApplicable, Verdict.NotEvaluable)]
    public void An_audit_is_the_worst_of_its_checks(Verdict a, Verdict b, Verdict c, Verdict expected) =>
        Assert.Equal(expected, VerdictAlgebra.OfAudit([a, b, c]));

    [Fact]
    public void An_audit_without_a_check_passes_nothing() => Assert.Equal(Verdict.NotEvaluable, VerdictAlgebra.OfAudit([]));
}
