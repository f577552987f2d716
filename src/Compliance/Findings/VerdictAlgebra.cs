namespace Compliance.Findings;

/// <summary>How verdicts add up: findings to a check, checks to an audit.</summary>
public static class VerdictAlgebra
{
    /// <summary>A check fails if a finding fails. Short of that, what could not be evaluated outweighs an accepted risk:
    /// an exemption says nothing about records that nobody could read.</summary>
    /// <param name="anyFail">A finding fails and is not exempt.</param>
    /// <param name="notEvaluable">An event, a rejected record or a missing input kept part of it from being judged.</param>
    /// <param name="anyExempt">A finding fails and its risk is accepted.</param>
    /// <param name="applicable">Whether the contract sets the condition at all.</param>
    public static Verdict OfCheck(bool anyFail, bool notEvaluable, bool anyExempt, bool applicable)
    {
        if (anyFail) return Verdict.Fail;
        if (!applicable) return Verdict.NotApplicable;
        if (notEvaluable) return Verdict.NotEvaluable;
        return anyExempt ? Verdict.Exempt : Verdict.Pass;
    }

    /// <summary>The worst of Fail, NotEvaluable and Pass; an exempt check counts as Pass. An audit in which no check
    /// applied has judged nothing: it is <see cref="Verdict.NotEvaluable"/>.</summary>
    public static Verdict OfAudit(IEnumerable<Verdict> checks)
    {
        var worst = Verdict.NotApplicable;
        foreach (var check in checks)
        {
            switch (check)
            {
                case Verdict.Fail: return Verdict.Fail;
                case Verdict.NotEvaluable: worst = Verdict.NotEvaluable; break;
                case Verdict.Pass or Verdict.Exempt when worst is Verdict.NotApplicable: worst = Verdict.Pass; break;
                default: break;
            }
        }
        return worst is Verdict.NotApplicable ? Verdict.NotEvaluable : worst;
    }
}
