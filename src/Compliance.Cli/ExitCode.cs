using Compliance.Findings;

namespace Compliance.Cli;

/// <summary>What the program's exit says. Where several hold, the one that stops the run first wins; of a completed audit
/// <see cref="FailingFinding"/> wins over <see cref="NotEvaluable"/>.</summary>
internal static class ExitCode
{
    public const int Clean = 0;

    /// <summary>Could not run: input, store or disk; or the user broke it off.</summary>
    public const int CouldNotRun = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>An unexempted failing finding at or above <c>--fail-on</c>.</summary>
    public const int FailingFinding = 3;

    /// <summary>Something could not be evaluated or read.</summary>
    public const int NotEvaluable = 4;

    /// <summary>What is stored contradicts itself.</summary>
    public const int Integrity = 5;

    /// <summary>Of a completed audit.</summary>
    public static int Of(AuditResult result, Severity failOn)
    {
        if (result.Findings.Any(finding => finding.State != FindingState.Resolved && finding.Verdict == Verdict.Fail && finding.Severity >= failOn))
            return FailingFinding;
        var open = result.Verdict == Verdict.NotEvaluable || result.Checks.Any(check => check.Verdict == Verdict.NotEvaluable);
        return open ? NotEvaluable : Clean;
    }
}
