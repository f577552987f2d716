using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A finding as an auditor's report says it: names as the report may say them, and where it stands in the trail.</summary>
public sealed record AuditorFinding
{
    /// <summary><c>f:…</c> as in the trail, the fingerprint where names are said, or a number.</summary>
    public required string Id { get; init; }
    public required string Rule { get; init; }
    public required Severity Severity { get; init; }
    public required Verdict Verdict { get; init; }
    public required FindingState State { get; init; }
    public string? Principal { get; init; }
    public string? Role { get; init; }

    /// <summary>Null where what was judged is a thing and no act.</summary>
    public string? Action { get; init; }
    public string? Resource { get; init; }
    public required long Count { get; init; }
    public Instant? First { get; init; }
    public Instant? Last { get; init; }

    /// <summary>What was seen; without names what the rule looks for.</summary>
    public required string Message { get; init; }
    public required string Fix { get; init; }
    public required IReadOnlyList<EvidenceReference> Evidence { get; init; }
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Since when it is open.</summary>
    public Instant? Opened { get; init; }
    public Instant? Due { get; init; }
    public bool Overdue { get; init; }
    public FindingWork? Work { get; init; }
    public Exemption? Exemption { get; init; }

    /// <summary>The last entry that speaks of it; null: not on record.</summary>
    public TrailPlace? Trail { get; init; }

    public static AuditorFinding Of(Finding finding, ReportedAudit report, ShownNames names)
    {
        // Where what was judged is a thing and not an act, the thing stands for the action too.
        var thing = finding.Principal is null && finding.Action == finding.Resource;
        var definition = Catalogue.Find(finding.Rule);
        return new()
        {
            Id = names.Finding(finding.Fingerprint),
            Rule = finding.Rule,
            Severity = finding.Severity,
            Verdict = finding.Verdict,
            State = finding.State,
            Principal = finding.Principal is { } principal ? names.Person(principal) : null,
            Role = finding.Role,
            Action = thing ? null : finding.Action,
            Resource = finding.Resource is { } resource ? names.Resource(resource) : null,
            Count = finding.Count,
            First = finding.First,
            Last = finding.Last,
            Message = names.ByName ? finding.Message : definition?.Summary ?? "a rule that this version does not know",
            Fix = names.ByName ? finding.Fix : definition?.Fix ?? "see the version that made the audit",
            Evidence = finding.Evidence,
            Controls = finding.Controls,
            Opened = finding.Opened,
            Due = FindingDue.Of(finding),
            Overdue = FindingDue.IsOverdue(finding, report.Now),
            Work = finding.Work is { } work ? Of(work, names) : null,
            Exemption = finding.Exemption is { } exemption ? Of(exemption, names) : null,
            Trail = report.Trail?.Findings.GetValueOrDefault(finding.Fingerprint),
        };
    }

    private static FindingWork Of(FindingWork work, ShownNames names) => work with
    {
        Owner = work.Owner is { } owner ? names.Person(owner) : null,
        Reason = work.Reason is { } reason ? names.Text(reason) : null,
        Control = work.Control is { } control ? names.Text(control) : null,
        ById = null,
        Reply = work.Reply is { } reply ? names.Text(reply) : null,
        ReplyEvidence = work.ReplyEvidence is { } evidence ? names.Text(evidence) : null,
        By = names.Person(work.By),
    };

    private static Exemption Of(Exemption exemption, ShownNames names) =>
        new(names.Person(exemption.Owner), names.Person(exemption.RequestedBy), names.Person(exemption.ApprovedBy), names.Text(exemption.Reason), exemption.Expires)
        {
            CompensatingControl = exemption.CompensatingControl is { } control ? names.Text(control) : null,
        };
}
