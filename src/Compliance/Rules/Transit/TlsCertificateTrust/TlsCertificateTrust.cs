using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCertificateTrust : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-certificate-trust", Severity.High,
        "the endpoint's certificate does not prove that it is the endpoint",
        "get a certificate for this name from a CA that clients trust, and send its intermediates with it");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment) => assessment.Asks(asked.Trust);

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        var demand = asked.Trust!;
        var named = certificate.Named();
        if (!certificate.NameMatches) assessment.Fails(demand, $"{named} is not for this name: it is for {Names(certificate)}");
        // One that an operator has put among the trusted is as good as its CA would be: PCI DSS lets an internal one stand when it is verified.
        if (certificate.SelfSigned && certificate.Trusted is not true) assessment.Fails(demand, $"{named} is signed by itself");
        else if (certificate.Trusted is false) assessment.Fails(demand, $"{named} has no chain to a trusted root{Problems(certificate)}");
        else if (certificate.ChainProblems.Contains("Revoked")) assessment.Fails(demand, $"{named} is revoked");
        else if (certificate.Trusted is null) assessment.IsOpen(demand, $"whether {named} is trusted is not known");
        assessment.Good("trusted, and for this name");
    }

    private static string Names(CertificateObservation certificate) =>
        certificate.Names.Count == 0 ? "no name at all" : Reading.Listed(certificate.Names.Select(name => Reading.Cut(name)));

    private static string Problems(CertificateObservation certificate) =>
        certificate.ChainProblems.Count == 0 ? "" : $": {Reading.Listed(certificate.ChainProblems.Select(problem => Reading.Cut(problem)))}";
}
