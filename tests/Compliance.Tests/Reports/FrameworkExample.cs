using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;

namespace Compliance.Tests.Reports;

/// <summary>A framework of five clauses over <see cref="HandMade"/>'s three rules.</summary>
internal static class FrameworkExample
{
    public static readonly Framework Small = new("small-1", "Small Standard 1", "Five clauses, made for tests.",
    [
        new("1.1", "who may come in", [new("unknown-account", Relation.PartiallyTests), new("mfa-missing", Relation.Supports)]),
        new("1.2", "what they may do", [new("unauthorized-action", Relation.PartiallyTests)]),
        new("1.3", "how they prove who they are", [new("mfa-missing", Relation.PartiallyTests)]),
        new("2.1", "keys", [new("vault-recovery", Relation.Supports)]),
        new("2.2", "doors", []),
    ]);

    public static FrameworkReport Report => FrameworkReport.Of(HandMade.Result, Small);

    /// <summary>The one clause, on which rules <c>a</c>, <c>b</c> … bear, after an audit with these checks and findings.</summary>
    public static ClauseResult Clause(IReadOnlyList<Check> checks, IReadOnlyList<Finding>? findings = null, int rules = 1)
    {
        var clause = new Clause("1", "one", [.. "abc"[..rules].Select(rule => new ClauseRule($"{rule}", Relation.Supports))]);
        var result = HandMade.Of(findings ?? []) with { Checks = checks };
        return Assert.Single(FrameworkReport.Of(result, new Framework("f", "F", "One clause.", [clause])).Clauses);
    }

    public static Finding Finding(string rule, Verdict verdict, FindingState state = FindingState.New) =>
        HandMade.Stranger with { Rule = rule, Verdict = verdict, State = state, Fingerprint = Fingerprint.Of(rule, "acme-bpo", $"{verdict}", null, $"{state}") };

    /// <summary>How JSON is laid out to be compared.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement Json(FrameworkReport report)
    {
        using var output = new MemoryStream();
        FrameworkReportJson.Write(report, output);
        return JsonElement.Parse(output.ToArray());
    }

    public static string Table(FrameworkReport report, int width)
    {
        using var output = new StringWriter();
        FrameworkReportTable.Write(report, output, width);
        return output.ToString();
    }
}
