using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCertificateLifetime : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-certificate-lifetime", Severity.Medium,
        "a certificate of the endpoint was issued for too long",
        "have the next one issued for 90 days or less, and renew by machine");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment) => assessment.Asks(asked.Lifetime);

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        var lifetime = certificate.NotAfter - certificate.NotBefore;
        foreach (var limit in asked.Lifetime.Where(limit => lifetime > Duration.FromDays(limit.Days) && AppliesTo(certificate, limit)))
        {
            if (limit.PublicOnly && certificate.Trusted is null)
            {
                assessment.IsOpen(limit, $"whether {certificate.Named()} is of a public CA is not known");
                continue;
            }
            assessment.Fails(limit, $"{certificate.Named()} was issued for {lifetime.Days} days{Since(limit)}, at most {limit.Days} expected");
            break;
        }
        assessment.Good($"issued for {lifetime.Days} days");
    }

    // What no public root vouches for is a private CA's affair, or fails on trust.
    private static bool AppliesTo(CertificateObservation certificate, LifetimeDemand limit) =>
        !(limit.PublicOnly && (certificate.Trusted is false || certificate.SelfSigned))
        && !(limit.IssuedFrom is { } day && Days.DateOf(certificate.NotBefore) < day);

    private static string Since(LifetimeDemand limit) => limit.IssuedFrom is { } day ? $" after {NodaTime.Text.LocalDatePattern.Iso.Format(day)}" : "";
}
