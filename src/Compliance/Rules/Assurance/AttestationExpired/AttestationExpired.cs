using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationExpired : AttestationRule
{
    public override RuleDefinition Definition { get; } = new("attestation-expired", Severity.High,
        "an attestation is past its last day",
        "ask the vendor for the next one and enter it; until then decide what the vendor may go on doing");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        var last = $"its last day {(given.HasExpired(attestation) ? "was" : "is")} {Days.Text(attestation.LastDay)}{Reason(attestation)}";
        return given.HasExpired(attestation)
            ? Answer.Fail($"{last}, {Days.Count(Days.Between(attestation.LastDay, given.Today))} before the day judged")
            : Answer.Pass(last);
    }

    private static string Reason(Attestation attestation) =>
        attestation.Expires is not null ? "" : $" (no `expires` is given; {attestation.Type.LifeSource})";
}
