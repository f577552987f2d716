using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Turns one rule's drafts into findings.</summary>
internal sealed class FindingWording(VendorRecord record, Rule rule, RowText texts, AuditFacts facts)
{
    private readonly Verdict _verdict = rule.IsProvisional || (rule.NeedsEveryLog && facts.Unread.Count > 0) ? Verdict.NotEvaluable : Verdict.Fail;
    private readonly IReadOnlyList<string> _controls = FrameworkCatalogue.ControlsOf(rule.Definition.Id);

    public Finding Of(FindingDraft draft)
    {
        var principal = texts.Principal(draft.Principal, draft.Text);
        var action = texts.ShownAction(draft.Action, draft.Text);
        var times = draft.Count == 1 ? "once" : $"{draft.Count} times";
        return Create(principal, draft.Role, action, draft.Count, $"{principal} did `{action}` {times} {rule.Says(draft.Role)}") with
        {
            // Two actions that are shown alike stay two findings.
            Fingerprint = Print(principal, draft.Role, texts.Action(draft.Action, draft.Text)),
            Severity = draft.Severity,
            Resource = texts.Resource(draft.Text),
            First = Ticks.ToInstant(draft.First),
            Last = Ticks.ToInstant(draft.Last),
            Evidence = References(draft.References),
        };
    }

    public Finding Of(StateFinding state) => Create(state.Principal, state.Role, state.Action, state.Count, state.Message) with
    {
        First = state.First is { } first ? Ticks.ToInstant(first) : null,
        Last = state.Last is { } last ? Ticks.ToInstant(last) : null,
        Resource = state.Resource,
        Evidence = References(state.References),
    };

    /// <summary>Stands for the findings beyond those kept.</summary>
    public Finding Overflow(long count) => Create(null, null, null, count,
        $"{count} more findings of this rule are not listed; `--violations` lists every record");

    private IReadOnlyList<EvidenceReference> References(IReadOnlyList<Sequence> records) =>
        [.. records.Select(r => new EvidenceReference(facts.Sources[r.Source].Source, r.Record))];

    private Fingerprint Print(string? principal, string? role, string? action) => Fingerprint.Of(rule.Definition.Id, record.Vendor.Id.Value, principal, role, action);

    private Finding Create(string? principal, string? role, string? action, long count, string message) => new()
    {
        Fingerprint = Print(principal, role, action),
        Rule = rule.Definition.Id,
        Severity = rule.Definition.Severity,
        Verdict = _verdict,
        Principal = principal,
        Role = role,
        Action = action,
        Count = count,
        Controls = _controls,
        Message = message,
        Fix = rule.Definition.Fix,
    };
}
