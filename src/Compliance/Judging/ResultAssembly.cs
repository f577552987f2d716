using System.Reflection;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>Puts what the rules recorded into the words of a result.</summary>
internal sealed class ResultAssembly(AuditRequest request, AuditFacts facts, RuleSet rules, RowText texts)
{
    private static readonly string Tool = $"compliance {typeof(ResultAssembly).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public AuditResult Assemble()
    {
        var findings = new List<Finding>();
        var checks = new List<Check>();
        var groups = new List<FindingGroup>();
        foreach (var rule in rules.All)
        {
            var recorder = rules.RecorderOf(rule);
            var wording = new FindingWording(request.Record, rule, texts, facts.Sources);
            List<Finding> found = [.. recorder.Finish().Select(wording.Of), .. recorder.States.Select(wording.Of)];
            if (recorder.Overflow > 0) found.Add(wording.Overflow(recorder.Overflow));
            findings.AddRange(found);
            groups.AddRange(new FindingGroups(facts, rule, recorder, texts).All());
            checks.Add(CheckOf(rule, recorder, found));
        }
        return new AuditResult
        {
            Audit = Header(VerdictAlgebra.OfAudit(checks.Select(c => c.Verdict))),
            Evidence = facts.Sources,
            Checks = checks,
            Groups = groups,
            Findings = FindingOrder.Sort(findings),
        };
    }

    private AuditHeader Header(Verdict verdict) => new()
    {
        Id = request.Id,
        Vendor = request.Record.Vendor.Id,
        From = request.From,
        To = request.To,
        Mode = request.Record.Vendor.Mode,
        Verdict = verdict,
        Tool = Tool,
        RulesDigest = Catalogue.Digest,
        Policy = new Policy(request.Record.Access.Sha256, request.Record.Access.Approved?.By, request.Record.Access.Approved?.On, request.Record.Access.Approved?.Contract),
        StartedBy = request.StartedBy,
    };

    private Check CheckOf(Rule rule, FindingRecorder recorder, List<Finding> found)
    {
        var notApplicable = rule.NotApplicable(facts);
        var reason = NotEvaluable(rule, recorder);
        var verdict = VerdictAlgebra.OfCheck(
            anyFail: found.Any(f => f.Verdict == Verdict.Fail),
            notEvaluable: reason is not null,
            anyExempt: false,
            applicable: notApplicable is null);
        var shown = verdict switch
        {
            Verdict.NotApplicable => notApplicable,
            Verdict.NotEvaluable => reason,
            _ => null,
        };
        return new Check(rule.Definition.Id, verdict, found.Count, shown) { Unevaluated = reason };
    }

    private string? NotEvaluable(Rule rule, FindingRecorder recorder)
    {
        var reasons = new List<string>();
        if (rule.MissingInput(facts) is { } missing) reasons.Add(missing);
        if (rule.ReadsLogs) reasons.AddRange(LogProblems());
        if (recorder.NotEvaluableEvents > 0) reasons.Add($"{recorder.NotEvaluableEvents} events {recorder.NotEvaluableReason}");
        if (rule.IsProvisional) reasons.Add("policy not approved");
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
    }

    private IEnumerable<string> LogProblems()
    {
        if (facts.Judged == 0) yield return "no event of the vendor's people lies in the window";
        var rejected = facts.Sources.Where(s => s.Rejected > 0).ToList();
        if (rejected.Count > 0) yield return $"{rejected.Sum(s => s.Rejected)} records could not be read, the first in {rejected[0].Source}";
        foreach (var entry in facts.UnmatchedEntries) yield return $"vendor.yaml names `{entry.Path.Text}`, and no file matches";
    }
}
