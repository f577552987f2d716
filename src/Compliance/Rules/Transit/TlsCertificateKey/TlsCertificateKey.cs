using Compliance.Findings;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Rules.Transit;

internal sealed class TlsCertificateKey : CertificateRule
{
    public override RuleDefinition Definition { get; } = new("tls-certificate-key", Severity.High,
        "a certificate of the endpoint has a weak key or a weak signature",
        "have it issued anew with a key of P-256 or RSA 2048 at least, signed with SHA-256; replace weak intermediates");

    private protected override bool Asks(CertificateDemands asked, Assessment assessment)
    {
        assessment.Asks([.. asked.RsaBits, .. asked.CurveBits]);
        return assessment.Asks(asked.AllowedKeys) | assessment.Asks(asked.WeakHashes) | asked.RsaBits.Count + asked.CurveBits.Count > 0;
    }

    private protected override void Assess(CertificateObservation certificate, CertificateDemands asked, Instant now, Assessment assessment)
    {
        var named = certificate.Named();
        AssessBits(certificate.KeyType, certificate.KeyBits, named, asked, assessment);
        AssessKind(certificate, named, asked, assessment);
        AssessHash(certificate.Signature, named, asked, assessment);
        foreach (var above in certificate.Chain)
        {
            var name = $"certificate `{Reading.Cut(above.Subject)}` of the chain";
            AssessBits(above.KeyType, above.KeyBits, name, asked, assessment);
            // A root is trusted for itself: nothing rests on what it signs of itself.
            if (!above.SelfSigned) AssessHash(above.Signature, name, asked, assessment);
        }
        if (certificate.Chain.Count < certificate.ChainLength - 1) assessment.AllIsOpen($"the chain of {named} was not seen whole");
        assessment.Good($"{certificate.KeyType}{(certificate.KeyBits is { } bits ? $" {bits}" : "")}, {certificate.Signature}");
    }

    private static void AssessBits(string type, int? bits, string named, CertificateDemands asked, Assessment assessment)
    {
        var limits = type switch
        {
            "RSA" or "DSA" => asked.RsaBits,
            "EC" => asked.CurveBits,
            "Ed25519" or "Ed448" => [],
            _ => null,
        };
        if (limits is null)
        {
            foreach (var limit in asked.RsaBits) assessment.IsOpen(limit, $"the kind of key of {named} is not known: {Reading.Cut(type)}");
            return;
        }
        if (bits is null)
        {
            foreach (var limit in limits) assessment.IsOpen(limit, $"the size of the key of {named} is not known");
        }
        else if (limits.FirstOrDefault(limit => bits < limit.Below) is { } broken)
        {
            assessment.Fails(broken, $"{named} has a key of {type} {bits}, at least {broken.Below} expected");
        }
    }

    private static void AssessKind(CertificateObservation certificate, string named, CertificateDemands asked, Assessment assessment)
    {
        if (asked.AllowedKeys is not { } allowed) return;
        var kind = certificate.KeyType == "EC" ? certificate.Curve : certificate.KeyType;
        if (kind is null) assessment.IsOpen(allowed, $"the curve of {named} is not known");
        else if (!allowed.Names.Contains(kind)) assessment.Fails(allowed, $"{named} has a key of {Reading.Cut(kind)}, {string.Join(", ", allowed.Names)} expected");
    }

    private static void AssessHash(string signature, string named, CertificateDemands asked, Assessment assessment)
    {
        if (asked.WeakHashes is not { } weak) return;
        var hash = SignatureHash.Of(signature);
        if (hash is null) assessment.IsOpen(weak, $"the hash under {named} is not known: {Reading.Cut(signature)}");
        else if (weak.Names.Contains(hash)) assessment.Fails(weak, $"{named} is signed with {hash}");
    }
}
