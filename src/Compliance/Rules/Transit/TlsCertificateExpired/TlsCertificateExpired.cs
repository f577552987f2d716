using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCertificateExpired : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-certificate-expired", Severity.Critical,
        "a certificate of the endpoint is not valid now",
        "renew it now; then find out why its end went unseen, and renew by machine");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment) => assessment.Asks(asked.Expired);

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        if (now > certificate.NotAfter) assessment.Fails(asked.Expired!, $"{certificate.Named()} ended on {Days.Of(certificate.NotAfter)}");
        if (now < certificate.NotBefore) assessment.Fails(asked.Expired!, $"{certificate.Named()} begins only on {Days.Of(certificate.NotBefore)}");
        foreach (var above in certificate.Chain.Where(above => now > above.NotAfter && !above.SelfSigned))
            assessment.Fails(asked.Expired!, $"certificate `{Reading.Cut(above.Subject)}` of the chain ended on {Days.Of(above.NotAfter)}");
        if (certificate.Chain.Count < certificate.ChainLength - 1) assessment.IsOpen(asked.Expired!, $"the chain of {certificate.Named()} was not seen whole");
        assessment.Good($"valid to {Days.Of(certificate.NotAfter)}");
    }
}
