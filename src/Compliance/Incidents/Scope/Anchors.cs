using Compliance.Companies;
using Compliance.Regimes;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents.Scope;

/// <summary>The facts that a rule's clock may run from in one case, with what the vendor's knowledge is to it.</summary>
internal sealed class Anchors
{
    private static readonly InstantPattern Shown = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");

    private readonly Company? _company;
    private readonly IReadOnlyList<AnchorFact> _imputed;
    private readonly Instant? _told;

    public Anchors(Incident incident, Company? company)
    {
        _company = company;
        // INVARIANT: what a machine saw starts no clock before a person has said that it is an incident.
        var isIncident = incident.Stage is Stage.Incident or Stage.Breach || incident.Records.Any(record => record is StageChanged { To: Stage.Incident or Stage.Breach });
        Recorded =
        [
            .. incident.Facts.Where(fact => fact.Counts && (isIncident || fact.Name != FactNames.Detection || !Persons.IsMachine(fact.RecordedBy)))
                .Select(fact => new AnchorFact(fact.Name, fact.At)),
        ];
        _imputed = [.. Recorded.Where(fact => fact.Name == FactNames.VendorAwareness).Select(fact => new AnchorFact(FactNames.Discovery, fact.At))];
        _told = incident.Earliest(FactNames.VendorNoticeReceived)?.At;
    }

    public IReadOnlyList<AnchorFact> Recorded { get; }

    /// <summary>What the rule is asked with: the strict limit runs from the earliest fact that may be its trigger.</summary>
    public IReadOnlyList<AnchorFact> Of(RegimeRule rule) => IsImputed(rule) && _company?.VendorIsAgent is not false ? [.. Recorded, .. _imputed] : Recorded;

    /// <summary>What the vendor's knowledge means for the rule; null: nothing.</summary>
    /// <param name="ask">Asks the rule with other facts.</param>
    public string? Remark(RegimeRule rule, Func<IReadOnlyList<AnchorFact>, Deadline> ask)
    {
        if (IsImputed(rule)) return Imputation(ask(Recorded));
        if (_told is not { } told || Recorded.Any(fact => fact.Name == FactNames.Awareness) || rule.Duty != Duty.Customer || rule.AnchorFacts[0] != FactNames.Awareness) return null;
        return $"the vendor told on {Shown.Format(told)}: awareness begins when the processor informs, and a person must record it";
    }

    private string Imputation(Deadline otherwise)
    {
        const string Law = "45 CFR 164.404(a)(2)";
        if (_company?.VendorIsAgent is true) return $"the vendor is an agent, so its awareness on {First} is the company's discovery ({Law})";
        if (_company?.VendorIsAgent is false) return $"the vendor is no agent: its awareness on {First} is not the company's discovery";
        var without = otherwise.DueAt is { } due ? $"due {Shown.Format(due.ToInstant())}" : "nothing runs yet";
        return $"if the vendor is an agent, its awareness on {First} is the company's discovery ({Law}), which the limit given here supposes; if not, {without}";
    }

    public bool NeedsAgency(RegimeRule rule) => IsImputed(rule) && _company?.VendorIsAgent is null;

    private string First => Shown.Format(_imputed.Min(fact => fact.At));

    private bool IsImputed(RegimeRule rule) => _imputed.Count > 0 && rule.Regime == "us-hipaa" && rule.Duty == Duty.Customer;
}
