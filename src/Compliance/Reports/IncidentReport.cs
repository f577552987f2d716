using Compliance.Incidents;
using Compliance.Playbooks;
using NodaTime;

namespace Compliance.Reports;

/// <summary>A case as it stands: what <c>show</c> and the service answer.</summary>
/// <param name="Rules">As <c>Applicability</c> gives them.</param>
/// <param name="Confidential">For Operator and Legal: privileged facts in full, and the limits that are only arguable.</param>
public sealed record IncidentReport(Incident Incident, IReadOnlyList<ApplicableRule> Rules, Instant Now, bool Confidential)
{
    /// <summary>Gives steps their names; null: they appear by id.</summary>
    public Playbook? Playbook { get; init; }

    /// <summary>Of a suspicion: the limits if awareness were detection.</summary>
    public IReadOnlyList<ShadowDeadline> Shadow { get; init; } = [];

    /// <summary>Why clocks cannot be told, or steps stand still; null: neither.</summary>
    public string? Problem { get; init; }

    /// <summary>As the trail was written with; null: privileged facts are told without the digest that the trail has.</summary>
    public Func<byte[], byte[]>? Salt { get; init; }

    internal IncidentExport Export { get; } = new(Incident);

    /// <summary>Whether this reader may see what an export leaves out.</summary>
    internal bool Shows(bool privileged) => Confidential || !privileged;

    internal string? Due(ApplicableRule rule) => Confidential ? rule.Deadline.DueAt is { } due ? Wording.Of(due.ToInstant()) : null : Export.Due(rule.Deadline);

    internal string Words(Contradiction contradiction) => Confidential ? contradiction.Words : IncidentExport.Of(contradiction);

    internal string? Why(ApplicableRule rule) => Confidential ? $"{rule.Why}; {rule.Deadline.Why}" : Export.Why(rule);

    internal string? Time(LedgerFact? fact) => fact is null || !Shows(fact.Privileged) ? IncidentExport.Time(fact) : Wording.Of(fact.At);
}
