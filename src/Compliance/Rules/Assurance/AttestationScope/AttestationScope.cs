using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationScope : AttestationRule
{
    public override RuleDefinition Definition { get; } = new("attestation-scope", Severity.High,
        "an attestation does not cover what the vendor does: its data, services or sites, at the level asked for",
        "ask the vendor for one that covers it, or for what is missing to it, and enter what it really states");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        var scope = new ScopeReading(attestation, given);
        scope.ReadCoverage();
        var beforeLevels = scope.Failures.Count;
        scope.ReadLevels();
        var severity = scope.Failures.Count > beforeLevels ? Severity.High : Severity.Medium;
        if (attestation.Type == AttestationType.Soc2) scope.ReadSubservice();
        if (attestation.Type == AttestationType.Iso27001 && attestation.StatementOfApplicability is null)
            scope.Failures.Add("no `statementOfApplicability`: nothing says which controls the certificate is about");
        if (attestation.Type == AttestationType.PciAoc && attestation.ResponsibilityMatrix is null)
            scope.Failures.Add("no `responsibilityMatrix`: nothing says which requirements are the vendor's");
        return attestation.Type.MustState.Count == 0 && scope.IsEmpty
            ? Answer.None($"an attestation of type {attestation.Type.Word} need not say what it covers, and there is nothing to compare")
            : Answer.Of(scope.Failures, scope.Open, "it covers what the vendor does", severity);
    }
}
