using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules;

/// <summary>One rule during one audit. A rule is pure: it sees events, principal by principal, each principal's in order
/// of time, source and record, and holds state for that principal alone; it reads no clock and does no I/O.</summary>
internal abstract class Rule
{
    public abstract RuleDefinition Definition { get; }

    /// <summary>Where findings go; set before the first event.</summary>
    public FindingRecorder Record { protected get; set; } = null!;

    /// <summary>Whether a record that could not be read, or a log that is missing, may hide a violation.</summary>
    public virtual bool ReadsLogs => true;

    /// <summary>Whether what it finds is only provisional: it needs an approved access model, and there is none: then it never passes either.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether a record in another log may excuse what it finds: then nothing that it finds fails while a log was not read.</summary>
    public virtual bool NeedsEveryLog => false;

    /// <summary>Why the contract never sets its condition; null when it does.</summary>
    public virtual string? NotApplicable(AuditFacts facts) => null;

    /// <summary>An input it needs and does not have; null when all are there.</summary>
    public virtual string? MissingInput(AuditFacts facts) => null;

    /// <summary>What a reader of its verdict should know, whatever the verdict is; null: nothing.</summary>
    public virtual string? Remark(AuditFacts facts) => null;

    /// <summary>A principal's events begin.</summary>
    public virtual void Begin(Subject? subject) { }

    public virtual void Judge(in JudgedEvent e) { }

    /// <summary>The principal's events have ended.</summary>
    public virtual void End() { }

    /// <summary>Every event has been judged.</summary>
    public virtual void Conclude(AuditFacts facts) { }

    /// <summary>What a finding of events says, after "principal did `action` n times".</summary>
    public virtual string Says(string? role) => Definition.Summary;

    /// <summary>The line of access.yaml that would allow what many share.</summary>
    public virtual string Suggest(string? role, string? action) => Definition.Fix;

    protected void Violation(in JudgedEvent e) => Record.Violation(e, Definition.Severity, e.Grant.AllowingRole);
}
