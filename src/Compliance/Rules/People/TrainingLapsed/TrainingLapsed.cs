using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.People;

internal sealed class TrainingLapsed : Rule
{
    public override RuleDefinition Definition { get; } = new("training-lapsed", Severity.Medium,
        "a person had access while the required training had lapsed",
        "have the person trained, record the new date in people.csv, and suspend access until then");

    /// <summary>Whether people.csv says until when training holds.</summary>
    public bool HasTraining { get; init; }

    public override string? NotApplicable(AuditFacts facts) =>
        facts.Record.People is { HasTraining: false } ? "people.csv has no column `training_expires`" : null;

    public override string? MissingInput(AuditFacts facts) => facts.Record.People is null ? "people.csv is missing" : null;

    public override void Judge(in JudgedEvent e)
    {
        if (!HasTraining || !e.Succeeded || e.Employments is not { } employments) return;
        // The day ends where the next begins: an event at that instant is later than the end.
        if (e.Time >= employments.InForce(e.Time).TrainedUntil) Violation(e);
    }

    public override string Says(string? role) => "after the training had lapsed, or without any";
}
