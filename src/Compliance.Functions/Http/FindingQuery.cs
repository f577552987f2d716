using System.Diagnostics.CodeAnalysis;
using Compliance.Findings;
using Compliance.Functions.Trail;
using Compliance.Reports;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Which findings a list shows: <c>severity</c> (at least), <c>rule</c>, <c>state</c>, <c>verdict</c>, <c>status</c>, in the words of the reports; and <c>overdue</c>.</summary>
public static class FindingQuery
{
    public static bool TryRead(HttpRequest request, out FindingFilter filter, [NotNullWhen(false)] out IResult? problem)
    {
        filter = new FindingFilter();
        if (!TryWord(request, "severity", Wording.Of, out Severity? severity, out problem)
            || !TryWord(request, "state", Wording.Of, out FindingState? state, out problem)
            || !TryWord(request, "verdict", Wording.Of, out Verdict? verdict, out problem)
            || !TryWord(request, "status", Wording.Of, out FindingStatus? status, out problem)
            || !TrailQuery.TryTruth(request, "overdue", out var overdue, out problem)) return false;
        if (!TryRule(request, out var rule, out problem)) return false;
        filter = new FindingFilter { AtLeast = severity, State = state, Verdict = verdict, Rule = rule, Status = status, Overdue = overdue };
        return true;
    }

    // No finding is of a rule that there is none of, and an empty list would look like a clean one.
    private static bool TryRule(HttpRequest request, out string? rule, [NotNullWhen(false)] out IResult? problem)
    {
        (rule, problem) = (null, null);
        if (request.Query["rule"].ToString() is not { Length: > 0 } asked) return true;
        rule = Catalogue.Find(asked, StringComparison.OrdinalIgnoreCase)?.Id;
        if (rule is null) problem = Problem.Of(400, "query-invalid", $"`rule` is the id of a rule, as findings have it: {Catalogue.NearTo(asked)}");
        return rule is not null;
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
