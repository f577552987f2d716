using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

/// <summary>A rule on each certificate that was presented.</summary>
public abstract class CertificateRule : TransitRule
{
    private protected override void Assess(EndpointObservation seen, TlsProfile profile, Instant now, Assessment assessment)
    {
        if (!Asks(profile.Certificate, assessment)) return;
        if (seen.Certificates.Count == 0 && HasNone(seen))
        {
            assessment.DoesNotApply("no certificate is presented: no accepted suite uses one");
            return;
        }
        // A server may have one for each kind of key; whoever was not asked everything may have missed the bad one.
        if (seen.Incomplete is not null || seen.Certificates.Count == 0) assessment.AllIsOpen($"what certificates are presented is {seen.WhyNotKnown("none was seen")}");
        foreach (var certificate in seen.Certificates) Assess(certificate, profile.Certificate, now, assessment);
    }

    /// <summary>Says to the assessment what the profile asks.</summary>
    /// <returns>Whether it asks anything.</returns>
    private protected abstract bool Asks(CertificateDemands asked, Assessment assessment);

    private protected abstract void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment);

    private static bool HasNone(EndpointObservation seen) =>
        seen.Incomplete is null && seen.IsReached() && seen.Accepts(TlsVersion.Tls13) is false
        && TlsVersionWords.All.All(version => seen.Accepts(version) is false || (seen.Accepts(version) is true && seen.Suites.Any(suite => suite.Version == version)))
        && seen.Suites.All(suite => !CipherSuites.Of(suite.Id).UsesCertificate);
}
