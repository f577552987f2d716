using Compliance.Findings;

namespace Compliance.Rules.Assurance;

/// <summary>What a rule says of one subject.</summary>
/// <param name="Severity">Of a failure; null: the rule's own.</param>
internal readonly record struct Answer(Verdict Verdict, string Message, Severity? Severity = null)
{
    public static Answer Pass(string message) => new(Verdict.Pass, message);

    public static Answer Fail(string message, Severity? severity = null) => new(Verdict.Fail, message, severity);

    public static Answer Open(string message) => new(Verdict.NotEvaluable, message);

    public static Answer None(string message) => new(Verdict.NotApplicable, message);

    /// <summary>Every failure, else everything that could not be told, else a pass.</summary>
    public static Answer Of(List<string> failures, List<string> open, string pass, Severity? severity = null) =>
        failures.Count > 0 ? Fail(string.Join("; ", failures), severity)
        : open.Count > 0 ? Open(string.Join("; ", open))
        : Pass(pass);
}
