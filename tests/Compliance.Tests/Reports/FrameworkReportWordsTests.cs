using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;
using FsCheck;
using FsCheck.Fluent;
using RuleCheck = Compliance.Findings.Check;

namespace Compliance.Tests.Reports;

/// <summary>Whatever an audit gave, no form of the report has a word that could be read as an opinion on the vendor.</summary>
public sealed partial class FrameworkReportWordsTests
{
    private static readonly string[] Outcomes = ["no exception noted", "exception noted", "not tested"];

    private static readonly Gen<AuditResult> Results =
        from checks in CheckOf().ListOf(6)
        from findings in FindingOf().ListOf(5)
        from window in Gen.Elements(true, false)
        from evidence in Gen.Choose(0, 3)
        select HandMade.Of([.. findings]) with
        {
            Checks = [.. checks.DistinctBy(check => check.Rule)],
            Evidence = [.. Enumerable.Repeat(HandMade.Result.Evidence[0], evidence)],
            Audit = HandMade.Result.Audit with { From = window ? HandMade.Result.Audit.From : null },
        };

    private static readonly Gen<Framework> Frameworks = Gen.Elements([.. FrameworkCatalogue.All, FrameworkExample.Small]);

    [Fact]
    public void No_form_says_pass_or_compliant() => Holds((result, framework) =>
    {
        var report = FrameworkReport.Of(result, framework);
        foreach (var text in new[] { Json(report), Csv(report), Table(report) }) Assert.DoesNotMatch(Opinion(), text);
    });

    [Fact]
    public void Every_clause_has_one_of_three_outcomes_and_a_reason_when_it_was_not_tested() => Holds((result, framework) =>
    {
        var clauses = JsonElement.Parse(Json(FrameworkReport.Of(result, framework))).GetProperty("clauses").EnumerateArray().ToList();

        Assert.Equal(framework.Clauses.Select(clause => clause.Number), clauses.Select(clause => clause.GetProperty("clause").GetString()));
        Assert.All(clauses, clause =>
        {
            Assert.Contains(clause.GetProperty("outcome").GetString(), Outcomes);
            Assert.Equal(clause.GetProperty("outcome").GetString() == "not tested", clause.TryGetProperty("reason", out _));
        });
    });

    [Fact]
    public void No_exception_is_noted_only_where_something_was_evaluated_and_nothing_left_open() => Holds((result, framework) =>
    {
        var verdicts = result.Checks.ToDictionary(check => check.Rule, check => check.Verdict);
        foreach (var clause in FrameworkReport.Of(result, framework).Clauses.Where(clause => clause.Outcome is ClauseOutcome.NoExceptionNoted))
        {
            var of = clause.Clause.Rules.Select(rule => verdicts[rule.Rule]).ToList();
            Assert.Contains(Verdict.Pass, of);
            Assert.All(of, verdict => Assert.Contains(verdict, new[] { Verdict.Pass, Verdict.NotApplicable }));
        }
    });

    [Fact]
    public void Every_row_of_the_csv_has_every_column() => Holds((result, framework) =>
    {
        var rows = Csv(FrameworkReport.Of(result, framework)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1 + framework.Clauses.Sum(clause => Math.Max(1, clause.Rules.Count)), rows.Length);
        Assert.All(rows, row => Assert.Equal(12, Quoted().Replace(row, "").Count(c => c == ',')));
    });

    private static void Holds(Action<AuditResult, Framework> property) =>
        FsCheck.Check.One(Tried.Times(60), Prop.ForAll(Arb.From(Results), Arb.From(Frameworks), property));

    private static Gen<RuleCheck> CheckOf() =>
        from rule in Rule()
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from reason in Gen.Elements(null, "no log says so", "2 of 3, the first a:443: \"timed out\", late")
        from judged in Gen.Elements<long?>(null, 0, 12)
        select new RuleCheck(rule, verdict, 1, reason) { Judged = judged };

    private static Gen<Finding> FindingOf() =>
        from rule in Rule()
        from verdict in Gen.Elements(Enum.GetValues<Verdict>())
        from state in Gen.Elements(Enum.GetValues<FindingState>())
        select FrameworkExample.Finding(rule, verdict, state);

    // Rules that bear alone on a clause among them, so that every outcome comes up.
    private static Gen<string> Rule() => Gen.Elements("mfa-missing", "unauthorized-action", "unknown-account", "segregation-of-duties", "training-lapsed", "vault-recovery", "evidence-gap");

    private static string Json(FrameworkReport report)
    {
        using var output = new MemoryStream();
        FrameworkReportJson.Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string Csv(FrameworkReport report)
    {
        using var output = new StringWriter();
        FrameworkReportCsv.Write(report, output);
        return output.ToString();
    }

    private static string Table(FrameworkReport report)
    {
        using var output = new StringWriter();
        FrameworkReportTable.Write(report, output);
        return output.ToString();
    }

    [GeneratedRegex(@"\b(pass|passes|passed|passing|compliant|non-?compliant|success(ful)?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opinion();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();
}
