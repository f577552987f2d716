using System.Reflection;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Rules;

namespace Compliance.Judging;

/// <summary>Puts what the rules recorded into the words of a result.</summary>
internal sealed class ResultAssembly(AuditRequest request, AuditFacts facts, RuleSet rules, RowText texts)
{
    private const int MostUnreadNamed = 3;

    private static readonly string Tool = $"compliance {typeof(ResultAssembly).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    public AuditResult Assemble()
    {
        var findings = new List<Finding>();
        var checks = new List<Check>();
        var groups = new List<FindingGroup>();
        foreach (var rule in rules.All)
        {
            var recorder = rules.RecorderOf(rule);
            var wording = new FindingWording(request.Record, rule, texts, facts);
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
        Remediation = request.Record.Vendor.Remediation,
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
        return new Check(rule.Definition.Id, verdict, found.Count, Joined([shown, .. Remarks(rule, recorder)])) { Unevaluated = reason };
    }

    private string? NotEvaluable(Rule rule, FindingRecorder recorder)
    {
        var reasons = new List<string>();
        if (rule.MissingInput(facts) is { } missing) reasons.Add(missing);
        if (rule.ReadsLogs) reasons.AddRange(LogProblems());
        if (recorder.NotEvaluableEvents > 0) reasons.Add($"{recorder.NotEvaluableEvents} events {recorder.NotEvaluableReason}");
        if (rule.IsProvisional) reasons.Add("policy not approved");
        return Joined(reasons);
    }

    private IEnumerable<string?> Remarks(Rule rule, FindingRecorder recorder)
    {
        if (recorder.AnnouncedEvents > 0) yield return $"{recorder.AnnouncedEvents} events were announced in changes.csv";
        yield return rule.Remark(facts);
    }

    private static string? Joined(IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    private bool IsUnread(int source) => facts.Unread.Any(unread => source >= unread.Sources[0].Index && source <= unread.Sources[^1].Index);

    private IEnumerable<string> LogProblems()
    {
        if (facts.Judged == 0) yield return "no event of the vendor's people lies in the window";
        foreach (var unread in facts.Unread.Take(MostUnreadNamed)) yield return unread.ToString();
        if (facts.Unread.Count > MostUnreadNamed) yield return $"{facts.Unread.Count - MostUnreadNamed} more slices were not read";
        var rejected = facts.Sources.Where((s, i) => s.Rejected > 0 && !IsUnread(i)).ToList();
        if (rejected.Count > 0) yield return $"{rejected.Sum(s => s.Rejected)} records could not be read, the first in {rejected[0].Source}";
        foreach (var entry in facts.UnmatchedEntries) yield return $"vendor.yaml names `{entry.Path.Text}`, and no file matches";
    }
}
