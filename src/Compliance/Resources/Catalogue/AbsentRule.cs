using Compliance.Findings;
using Compliance.Resources.Json;
using Compliance.Resources.Operators;
using NodaTime;

namespace Compliance.Resources.Catalogue;

/// <summary>What it means that a property is absent: the value that the service then takes, by API version, or a verdict.</summary>
internal sealed class AbsentRule(IReadOnlyList<AbsentMeaning> meanings)
{
    /// <summary>Nothing is known about it.</summary>
    public static readonly AbsentRule Unknown = new([new AbsentMeaning(null, default, Verdict.NotEvaluable, "absent, and what the service then does is not confirmed")]);

    private readonly AbsentMeaning[] _meanings = [.. meanings];

    /// <summary>Whether the API version matters.</summary>
    public bool DependsOnVersion { get; } = meanings.Any(meaning => meaning.Before is not null);

    /// <param name="apiVersion">Its date, <c>2019-04-01</c>; null when the resource does not say.</param>
    public (Verdict Verdict, string Reason) Judge(string? apiVersion, Operator @operator, Instant? at)
    {
        if (DependsOnVersion && apiVersion is null) return JudgeAll(@operator, at);
        foreach (var meaning in _meanings)
            if (meaning.Before is null || string.CompareOrdinal(apiVersion, meaning.Before) < 0) return meaning.Judge(@operator, at);
        return (Verdict.NotEvaluable, "absent, and for this API version nothing is said about it");
    }

    private (Verdict Verdict, string Reason) JudgeAll(Operator @operator, Instant? at)
    {
        var first = _meanings[0].Judge(@operator, at);
        return _meanings.Skip(1).All(meaning => meaning.Judge(@operator, at).Verdict == first.Verdict) ? first
            : (Verdict.NotEvaluable, "absent, which means one thing or another by the API version, and the snapshot does not say that");
    }
}

/// <param name="Before">For API versions before this date only; null: for all.</param>
/// <param name="Value">The value that absence stands for; missing: <paramref name="Verdict"/> is given.</param>
internal sealed record AbsentMeaning(string? Before, TapeNode Value, Verdict? Verdict, string? Why)
{
    // Said of many resources, put into words once.
    private readonly string _reason = Why ?? (Value.IsMissing ? "absent" : $"absent, which means {ShownValue.Of(Value)}");

    public (Verdict Verdict, string Reason) Judge(Operator @operator, Instant? at)
    {
        if (Verdict is { } verdict) return (verdict, _reason);
        var answer = @operator.Test.Of(Value, at);
        return answer.Holds switch
        {
            true => (Findings.Verdict.Pass, _reason),
            false => (Findings.Verdict.Fail, _reason),
            null => (Findings.Verdict.NotEvaluable, $"{_reason}: {answer.Why}"),
        };
    }
}
