using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationExpiring : AttestationRule
{
    private const int Soon = 90;
    private const int VerySoon = 30;

    public override RuleDefinition Definition { get; } = new("attestation-expiring", Severity.Medium,
        "an attestation has 90 days left, or fewer",
        "ask the vendor when the next one comes, before this one ends");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        if (given.HasExpired(attestation)) return Answer.None("it has expired: see attestation-expired");
        var left = Days.Between(given.Today, attestation.LastDay);
        var message = $"its last day is {Days.Text(attestation.LastDay)}, in {Days.Count(left)}";
        if (left > Soon) return Answer.Pass(message);
        return Answer.Fail(message, left > VerySoon ? Severity.Low : Severity.Medium);
    }
}
