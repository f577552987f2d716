using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Compliance.Functions.Trail;
using Compliance.Reports;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>Which report a request asks for.</summary>
/// <param name="Sample">Records for the auditor to look at; null: none.</param>
/// <param name="Seed">With which they are chosen.</param>
public sealed record ReportQuery(ReportAudience Audience, ReportForm Form, bool Names, int? Sample, long Seed)
{
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out ReportQuery? query, [NotNullWhen(false)] out IResult? problem)
    {
        query = null;
        if (!TryWord(request, "for", null, out ReportAudience audience, out problem)) return false;
        if (!TryWord(request, "format", ReportForm.Html, out ReportForm form, out problem)) return false;
        if (!TrailQuery.TryTruth(request, "names", out var names, out problem)) return false;
        if (!TrailQuery.TryNumber(request, "sample", out var sample, out problem)) return false;
        if (!TrySeed(request, out var seed, out problem)) return false;
        if (sample is not null != seed is not null) return Refuse("`sample` and `seed` go together: how many records, and any whole number with which anybody chooses the same ones", out problem);
        if (sample is < 1 or > SampleChoice.MostRecords) return Refuse($"`sample` is 1 to {SampleChoice.MostRecords}", out problem);
        if (audience is not ReportAudience.Auditor && (names || sample is not null)) return Refuse("`names`, `sample` and `seed` are for `for=auditor`", out problem);
        query = new(audience, form, names, (int?)sample, seed ?? 0);
        return true;
    }

    // The words of the command line: the names of the values.
    private static bool TryWord<T>(HttpRequest request, string name, T? byDefault, out T value, [NotNullWhen(false)] out IResult? problem) where T : struct, Enum
    {
        var asked = request.Query[name].ToString();
        problem = null;
        value = byDefault ?? default;
        if (asked.Length == 0 && byDefault is not null) return true;
        foreach (var known in Enum.GetValues<T>())
        {
            if (!string.Equals(known.ToString(), asked, StringComparison.OrdinalIgnoreCase)) continue;
            value = known;
            return true;
        }
        return Refuse($"`{name}` is one of {string.Join(", ", Enum.GetNames<T>().Select(word => word.ToLowerInvariant()))}", out problem);
    }

    private static bool TrySeed(HttpRequest request, out long? seed, [NotNullWhen(false)] out IResult? problem)
    {
        (seed, problem) = (null, null);
        if (request.Query["seed"].ToString() is not { Length: > 0 } asked) return true;
        if (!long.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)) return Refuse("`seed` is a whole number", out problem);
        seed = read;
        return true;
    }

    private static bool Refuse(string why, [NotNullWhen(false)] out IResult? problem)
    {
        problem = Problem.Of(400, "query-invalid", why);
        return false;
    }
}
