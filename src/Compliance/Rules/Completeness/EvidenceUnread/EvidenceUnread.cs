using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Completeness;

internal sealed class EvidenceUnread : Rule
{
    private const int MostReferences = 10;

    public override RuleDefinition Definition { get; } = new("evidence-unread", Severity.High,
        "logs that the audit was to read could not be read: nothing is known of what they hold",
        "find out in the auditor's own log why, mend it and audit again; get damaged files from the vendor anew");

    /// <summary>What it is about is whether logs were read, and that is known whatever they hold: when all were, what it found before is over.</summary>
    public override bool ReadsLogs => false;

    public override string? MissingInput(AuditFacts facts) => facts.Sources.Count == 0 ? "there are no logs" : null;

    public override void Conclude(AuditFacts facts)
    {
        foreach (var unread in facts.Unread)
        {
            // The first log names the part: which number it has depends on what else was to be read.
            Record.Found(new StateFinding(null, null, unread.Sources[0].Path, unread.Sources.Count, null, null, unread.ToString())
            {
                References = [.. unread.Sources.Take(MostReferences).Select(source => new Sequence(source.Index, 1))],
            });
        }
    }
}
