using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsStapling : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-stapling", Severity.Medium,
        "the endpoint does not send along that its certificate is not revoked",
        "switch OCSP stapling on where the CA still answers OCSP; a certificate that demands it is useless without");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment) => assessment.Asks(asked.Stapling) | assessment.Asks(asked.MustStaple);

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        var demand = certificate.MustStaple ? asked.MustStaple : asked.Stapling;
        if (demand is null)
        {
            assessment.DoesNotApply("no certificate demands a stapled response, and the profile does not either");
            return;
        }
        var word = certificate.MustStaple ? " although it demands that" : "";
        if (certificate.Stapled is null) assessment.IsOpen(demand, $"whether a response is stapled to {certificate.Named()} is not known");
        else if (certificate.Stapled is false) assessment.Fails(demand, $"no response is stapled to {certificate.Named()}{word}");
        assessment.Good("a response is stapled");
    }
}
