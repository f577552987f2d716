using System.Diagnostics.CodeAnalysis;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Which findings a list shows: <c>severity</c> (at least), <c>rule</c>, <c>state</c>, <c>verdict</c>, in the words of the reports.</summary>
public static class FindingQuery
{
    public static bool TryRead(HttpRequest request, out FindingFilter filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = new FindingFilter();
        if (!TryWord(request, "severity", Wording.Of, out Severity? severity, out problem)
            || !TryWord(request, "state", Wording.Of, out FindingState? state, out problem)
            || !TryWord(request, "verdict", Wording.Of, out Verdict? verdict, out problem)) return false;
        var rule = request.Query["rule"].ToString();
        filter = new FindingFilter { AtLeast = severity, State = state, Verdict = verdict, Rule = rule.Length == 0 ? null : rule };
        return true;
    }

    private static bool TryWord<T>(HttpRequest request, string name, Func<T, string> word, out T? value, [NotNullWhen(false)] out IResult? problem) where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (request.Query[name].ToString() is not { Length: > 0 } asked) return true;
        foreach (var possible in Enum.GetValues<T>())
            if (word(possible) == asked) value = possible;
        if (value is null) problem = Problem.Of(400, "query-invalid", $"`{name}` is one of {string.Join(", ", Enum.GetValues<T>().Select(word))}");
        return value is not null;
    }
}
