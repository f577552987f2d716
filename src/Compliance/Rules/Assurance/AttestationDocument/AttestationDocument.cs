using Compliance.Findings;
using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

internal sealed class AttestationDocument : AttestationRule
{
    public override RuleDefinition Definition { get; } = new("attestation-document", Severity.High,
        "the document of an attestation is not pinned by its digest, or is another than the one pinned",
        "put the document that was read into the vendor folder, and its `sha256sum` into attestations.yaml");

    protected override Answer Judge(Attestation attestation, GivenAttestations given)
    {
        if (attestation.Document is null) return Answer.Fail("no `document` is named", Severity.Medium);
        if (attestation.Sha256 is not { } told) return Answer.Fail($"{attestation.Document} has no `sha256`: it may be exchanged unnoticed", Severity.Low);
        if (attestation.Copy is null) return Answer.Open($"{attestation.Document} is not in the vendor folder: its digest is written down, and was not compared");
        if (attestation.Copy.Sha256 is not { } found) return Answer.Open($"{attestation.Document} is too large to be read: compare its digest by hand");
        return found == told
            ? Answer.Pass($"{attestation.Document} has the digest that is written down")
            : Answer.Fail($"{attestation.Document} has the digest {found}, and {told} is written down: it is another document");
    }
}
