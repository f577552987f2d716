using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCertificateExpiring : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-certificate-expiring", Severity.Low,
        "a certificate of the endpoint ends soon",
        "renew it; better, have it renewed by machine (ACME) long before its end");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment) => assessment.Asks(asked.Expiring);

    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        base.Assess(seen, profile, now, assessment);
        if (seen.Certificates.Count > 0 && seen.Certificates.All(certificate => now > certificate.NotAfter)) assessment.DoesNotApply("it has ended already");
    }

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        var left = certificate.NotAfter - now;
        if (left >= Duration.Zero && left < Duration.FromDays((int)asked.Expiring!.Below))
            assessment.Fails(asked.Expiring, $"{certificate.Named()} ends on {Days.Of(certificate.NotAfter)}, in {left.Days} days");
        assessment.Good($"ends on {Days.Of(certificate.NotAfter)}");
    }
}
