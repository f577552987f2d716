using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Rules.Transit;

/// <summary>The table of what the standards ask, row by row: for one thing done wrong, what each of the four profiles says. <c>F</c> a required item
/// fails, <c>a</c> advice, <c>-</c> nothing against it.</summary>
public sealed class StandardsTests
{
    private static readonly Dictionary<string, EndpointObservation> Situations = new()
    {
        ["SSL 3.0"] = Sight.AcceptingVersions(TlsVersion.Ssl3),
        ["TLS 1.0"] = Sight.AcceptingVersions(TlsVersion.Tls10),
        ["TLS 1.1"] = Sight.AcceptingVersions(TlsVersion.Tls11),
        ["TLS 1.2"] = Sight.Good,
        ["no TLS 1.3"] = Sight.Good with { Versions = Sight.VersionsOf(TlsVersion.Tls12), Suites = [.. Sight.SuitesOf(TlsVersion.Tls12, Sight.Six)] },
        ["no TLS 1.2"] = Sight.OnlyTls13,
        ["NULL"] = Sight.Accepting("TLS_RSA_WITH_NULL_SHA256"),
        ["anonymous"] = Sight.Accepting("TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
        ["export"] = Sight.Accepting("TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
        ["RC4"] = Sight.Accepting("TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
        ["DES"] = Sight.Accepting("TLS_RSA_WITH_DES_CBC_SHA"),
        ["3DES"] = Sight.Accepting("TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
        ["IDEA"] = Sight.Accepting("TLS_RSA_WITH_IDEA_CBC_SHA"),
        ["static RSA"] = Sight.Accepting("TLS_RSA_WITH_AES_128_GCM_SHA256"),
        ["CBC with SHA-1"] = Sight.Accepting("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
        ["CBC with SHA-2"] = Sight.Accepting("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
        ["CCM"] = Sight.Accepting("TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
        ["CCM_8"] = Sight.Accepting("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"),
        ["DHE"] = Sight.Accepting("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256") with { SmallestDhBits = 3072 },
        ["ChaCha20"] = Sight.Good,
        ["GCM only"] = Sight.Federal,
        ["Camellia"] = Sight.Accepting("TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256"),
        ["DH 1024"] = Sight.Accepting("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256") with { SmallestDhBits = 1024 },
        ["DH 2048"] = Sight.Accepting("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256") with { SmallestDhBits = 2048 },
        ["X25519"] = Sight.Good,
        ["P-256 and hybrid"] = Sight.Federal,
        ["P-521"] = Sight.Federal with { Groups = [.. Sight.Federal.Groups, .. Sight.GroupsOf(TlsVersion.Tls13, "secp521r1")] },
        ["brainpool"] = Sight.Federal with { Groups = [.. Sight.Federal.Groups, .. Sight.GroupsOf(TlsVersion.Tls12, "brainpoolP256r1")] },
        ["P-192"] = Sight.Federal with { Groups = [.. Sight.Federal.Groups, .. Sight.GroupsOf(TlsVersion.Tls12, "secp192r1")] },
        ["no hybrid"] = Sight.Federal with { Groups = [.. Sight.Federal.Groups.Where(group => group.Id != 0x11EC)] },
        ["RSA 2048"] = Sight.With(Sight.Certificate with { KeyType = "RSA", KeyBits = 2048, Curve = null, Signature = "sha256RSA" }),
        ["RSA 1024"] = Sight.With(Sight.Certificate with { KeyType = "RSA", KeyBits = 1024, Curve = null, Signature = "sha256RSA" }),
        ["EC 224"] = Sight.With(Sight.Certificate with { KeyBits = 224, Curve = "1.3.132.0.33" }),
        ["EC 192"] = Sight.With(Sight.Certificate with { KeyBits = 192, Curve = "1.2.840.10045.3.1.1" }),
        ["SHA-1"] = Sight.With(Sight.Certificate with { Signature = "sha1RSA" }),
        ["MD5"] = Sight.With(Sight.Certificate with { Signature = "md5RSA" }),
        ["90 days"] = Sight.With(Lasting(Sight.Certificate, 90)),
        ["120 days"] = Sight.With(Lasting(Sight.Certificate, 120)),
        ["300 days, public"] = Sight.With(Lasting(Sight.Certificate, 300)),
        ["400 days, public"] = Sight.With(Lasting(Sight.Certificate, 400)),
        ["expired"] = Sight.With(Sight.Certificate with { NotAfter = Sight.Now - Duration.FromDays(1) }),
        ["20 days left"] = Sight.With(Sight.Certificate with { NotAfter = Sight.Now + Duration.FromDays(20) }),
        ["chain broken"] = Sight.With(Sight.Certificate with { Trusted = false, ChainProblems = ["PartialChain"] }),
        ["self-signed"] = Sight.With(Sight.Certificate with { Trusted = false, SelfSigned = true }),
        ["another name"] = Sight.With(Sight.Certificate with { NameMatches = false }),
        ["HSTS missing"] = Sight.With(Sight.Good.Http! with { StrictTransportSecurity = null, MaxAge = null }),
        ["HSTS one day"] = Sight.With(Sight.Good.Http! with { StrictTransportSecurity = "max-age=86400", MaxAge = 86_400 }),
        ["HSTS a year"] = Sight.With(Sight.Good.Http! with { StrictTransportSecurity = "max-age=31536000", MaxAge = 31_536_000 }),
        ["HSTS two years"] = Sight.Good,
        ["no staple"] = Sight.With(Sight.Certificate with { Stapled = false }),
        ["must-staple without"] = Sight.With(Sight.Certificate with { MustStaple = true, Stapled = false }),
        ["insecure renegotiation"] = Sight.Good with { SecureRenegotiation = false },
        ["compression"] = Sight.Good with { Compression = true },
        ["no EMS"] = Sight.Good with { ExtendedMasterSecret = false },
        ["no SCSV"] = Sight.Good with { FallbackScsv = false },
        ["port 80 answers"] = Sight.With(Sight.Good.Http! with { PlainStatus = 200, PlainLocation = null }),
        ["redirect to http"] = Sight.With(Sight.Good.Http! with { PlainLocation = "http://crm.acme.example/login" }),
    };

    [Theory]
    // situation, rule, Mozilla modern, Mozilla intermediate, NIST, PCI
    [InlineData("SSL 3.0", "tls-version", "FFFF")]
    [InlineData("TLS 1.0", "tls-version", "FFFF")]
    [InlineData("TLS 1.1", "tls-version", "FFFF")]
    [InlineData("TLS 1.2", "tls-version", "F---")]
    [InlineData("no TLS 1.3", "tls-version-missing", "FaFa")]
    [InlineData("no TLS 1.2", "tls-version-missing", "--F-")]
    [InlineData("NULL", "tls-suite", "FFFF")]
    [InlineData("anonymous", "tls-suite", "FFFF")]
    [InlineData("export", "tls-suite", "FFFF")]
    [InlineData("RC4", "tls-suite", "FFFF")]
    [InlineData("DES", "tls-suite", "FFFF")]
    [InlineData("3DES", "tls-suite", "FFFF")]
    [InlineData("IDEA", "tls-suite", "FFFF")]
    [InlineData("static RSA", "tls-suite", "FFFa")]
    [InlineData("CBC with SHA-1", "tls-suite", "FFFa")]
    [InlineData("CBC with SHA-2", "tls-suite", "FFF-")]
    [InlineData("CCM", "tls-suite", "FFF-")]
    [InlineData("CCM_8", "tls-suite", "FFFa")]
    [InlineData("DHE", "tls-suite", "FFF-")]
    [InlineData("ChaCha20", "tls-suite", "F-F-")]
    [InlineData("GCM only", "tls-suite", "F---")]
    [InlineData("Camellia", "tls-suite", "FFF-")]
    [InlineData("DH 1024", "tls-key-exchange", "FFFF")]
    [InlineData("DH 2048", "tls-key-exchange", "--Fa")]
    [InlineData("X25519", "tls-key-exchange", "--F-")]
    [InlineData("P-256 and hybrid", "tls-key-exchange", "----")]
    [InlineData("P-521", "tls-key-exchange", "FF--")]
    [InlineData("brainpool", "tls-key-exchange", "FFF-")]
    [InlineData("P-192", "tls-key-exchange", "FFFF")]
    [InlineData("no hybrid", "tls-key-exchange", "aaaa")]
    [InlineData("RSA 2048", "tls-certificate-key", "F---")]
    [InlineData("RSA 1024", "tls-certificate-key", "FFFF")]
    [InlineData("EC 224", "tls-certificate-key", "FFF-")]
    [InlineData("EC 192", "tls-certificate-key", "FFFF")]
    [InlineData("SHA-1", "tls-certificate-key", "FFFF")]
    [InlineData("MD5", "tls-certificate-key", "FFFF")]
    [InlineData("90 days", "tls-certificate-lifetime", "----")]
    [InlineData("120 days", "tls-certificate-lifetime", "Fa--")]
    [InlineData("300 days, public", "tls-certificate-lifetime", "Faaa")]
    [InlineData("400 days, public", "tls-certificate-lifetime", "FFaa")]
    [InlineData("expired", "tls-certificate-expired", "FFFF")]
    [InlineData("20 days left", "tls-certificate-expiring", "aaaa")]
    [InlineData("chain broken", "tls-certificate-trust", "FFFF")]
    [InlineData("self-signed", "tls-certificate-trust", "FFFF")]
    [InlineData("another name", "tls-certificate-trust", "FFFF")]
    [InlineData("HSTS missing", "http-strict-transport-security", "FFaa")]
    [InlineData("HSTS one day", "http-strict-transport-security", "FFaa")]
    [InlineData("HSTS a year", "http-strict-transport-security", "FF--")]
    [InlineData("HSTS two years", "http-strict-transport-security", "----")]
    [InlineData("no staple", "tls-stapling", "aaaa")]
    [InlineData("must-staple without", "tls-stapling", "FFFF")]
    [InlineData("insecure renegotiation", "tls-renegotiation", "FFFF")]
    [InlineData("compression", "tls-compression", "FFFF")]
    [InlineData("no EMS", "tls-extended-master-secret", "aaFa")]
    [InlineData("no SCSV", "tls-fallback-scsv", "aaaa")]
    [InlineData("port 80 answers", "http-redirect", "FFFF")]
    [InlineData("redirect to http", "http-redirect", "FFFF")]
    public void Each_profile_says_of_it_what_its_standard_says(string situation, string rule, string expected) =>
        Assert.Equal(expected, string.Concat(
            new[] { Sight.Modern, Sight.Intermediate, Sight.Nist, Sight.Pci }.Select(profile => Letter(Situations[situation].Judged(rule, profile)))));

    [Theory]
    [InlineData("SSL 3.0", "tls-version", Severity.Critical)]
    [InlineData("TLS 1.0", "tls-version", Severity.High)]
    [InlineData("NULL", "tls-suite", Severity.Critical)]
    [InlineData("anonymous", "tls-suite", Severity.Critical)]
    [InlineData("export", "tls-suite", Severity.Critical)]
    [InlineData("RC4", "tls-suite", Severity.High)]
    [InlineData("DES", "tls-suite", Severity.High)]
    [InlineData("3DES", "tls-suite", Severity.Medium)]
    [InlineData("static RSA", "tls-suite", Severity.Low)]
    [InlineData("no hybrid", "tls-key-exchange", Severity.Info)]
    [InlineData("expired", "tls-certificate-expired", Severity.Critical)]
    [InlineData("20 days left", "tls-certificate-expiring", Severity.Low)]
    [InlineData("no staple", "tls-stapling", Severity.Info)]
    public void How_bad_it_is_depends_on_what_it_is(string situation, string rule, Severity severity)
    {
        var judgement = Situations[situation].Judged(rule);

        Assert.Equal(Verdict.Fail, judgement.Verdict);
        Assert.Equal(severity, judgement.Severity);
    }

    [Fact]
    public void An_endpoint_that_does_everything_right_passes_the_profile_it_was_made_for_without_advice()
    {
        Assert.All(TransitRules.Judge(Sight.Good, Sight.Pci), NothingAgainst);
        Assert.All(TransitRules.Judge(Sight.Good, Sight.Intermediate), NothingAgainst);
        Assert.All(TransitRules.Judge(Sight.OnlyTls13, Sight.Modern), NothingAgainst);
        Assert.All(TransitRules.Judge(Sight.Federal, Sight.Nist), NothingAgainst);
        Assert.Equal(Verdict.Pass, Sight.Good.Verdict());
    }

    private static void NothingAgainst(Judgement judgement) => Assert.True(judgement.Verdict is Verdict.Pass or Verdict.NotApplicable, $"{judgement.Rule}: {judgement.Message}");

    private static CertificateObservation Lasting(CertificateObservation certificate, int days) =>
        certificate with { NotAfter = certificate.NotBefore + Duration.FromDays(days) };

    private static char Letter(Judgement judgement) => judgement.Verdict switch
    {
        Verdict.Fail => judgement.Decides() ? 'F' : 'a',
        Verdict.Pass or Verdict.NotApplicable => '-',
        _ => '?',
    };
}
