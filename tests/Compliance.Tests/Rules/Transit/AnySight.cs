using Compliance.Tests.SecondReading;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Rules.Transit;

/// <summary>Observations of every kind, by seed: sound ones, broken ones, and ones that no endpoint could give.</summary>
internal static class AnySight
{
    private static readonly string[] Texts =
        ["CN=crm.acme.example", "", "CN=\u001b[31mred", "O=\"quoted\", C=DE", "\u202egnp.exe", "CN=" + new string('x', 300), "https://a.example/", "http://b.example/?q=1", "/c", "max-age=1"];

    public static EndpointObservation Of(int seed)
    {
        var dice = new Dice(seed);
        return new EndpointObservation
        {
            Endpoint = new(dice.One("crm.acme.example", "203.0.113.7", "2001:db8::1"), dice.One(443, 8443, 25), dice.One(StartTls.None, StartTls.None, StartTls.Smtp, StartTls.Imap)),
            Address = dice.One(null, "203.0.113.7"),
            At = Sight.Now + Duration.FromNanoseconds(dice.Between(0, 1_000_000_000)),
            Incomplete = dice.Chance(80) ? null : dice.One(Texts),
            Versions = [.. TlsVersionWords.All.Select(version => new VersionObservation(version, Maybe(dice), dice.Chance(80) ? null : dice.One(Texts), Maybe(dice)))],
            Suites = [.. Many(dice, 12, () => new SuiteObservation(dice.One([.. TlsVersionWords.All]), Suite(dice)))],
            Groups = [.. Many(dice, 5, () => new GroupObservation(dice.Chance(80) ? dice.One([.. NamedGroup.All]).Id : (ushort)dice.Between(0, 0xFFFF), dice.One([.. TlsVersionWords.All])))],
            SmallestDhBits = dice.One<int?>(null, 512, 1024, 2048, 4096),
            Certificates = [.. Many(dice, 2, () => Certificate(dice))],
            SecureRenegotiation = Maybe(dice),
            ExtendedMasterSecret = Maybe(dice),
            Compression = Maybe(dice),
            FallbackScsv = Maybe(dice),
            Http = dice.Chance(30) ? null : Http(dice),
            Connections = dice.Between(0, 500),
            Milliseconds = dice.Between(0, 60_000),
        };
    }

    private static CertificateObservation Certificate(Dice dice) => new()
    {
        Subject = dice.One(Texts),
        Issuer = dice.One(Texts),
        Sha256 = dice.One(Texts),
        SerialNumber = "0A",
        NotBefore = Sight.Now + Duration.FromDays(dice.Between(-400, 5)),
        NotAfter = Sight.Now + Duration.FromDays(dice.Between(-5, 400)),
        Names = [.. Many(dice, 3, () => dice.One(Texts))],
        KeyType = dice.One("RSA", "EC", "DSA", "Ed25519", "1.2.3.4"),
        KeyBits = dice.One<int?>(null, 192, 256, 1024, 2048, 4096),
        Curve = dice.One(null, "P-256", "P-521", "1.2.3"),
        Signature = dice.One("sha256RSA", "sha1RSA", "md5RSA", "sha384ECDSA", "RSASSA-PSS", "1.3.101.112", "1.2.3"),
        NameMatches = dice.Chance(70),
        SelfSigned = dice.Chance(20),
        Trusted = Maybe(dice),
        ChainProblems = [.. Many(dice, 2, () => dice.One("UntrustedRoot", "Revoked", "RevocationStatusUnknown"))],
        ChainLength = dice.Between(1, 3),
        Chain = [.. Many(dice, 2, () => new ChainCertificate(dice.One(Texts), dice.One("RSA", "EC", "1.2"), dice.One<int?>(null, 256, 1024, 4096),
            dice.One("sha256RSA", "sha1RSA", "1.2"), Sight.Now + Duration.FromDays(dice.Between(-9, 900)), dice.Chance(30)))],
        MustStaple = dice.Chance(20),
        Stapled = Maybe(dice),
    };

    private static HttpObservation Http(Dice dice) => new()
    {
        Status = dice.One<int?>(null, 200, 301, 500),
        StrictTransportSecurity = dice.One(null, "max-age=63072000", "nonsense"),
        MaxAge = dice.One<long?>(null, 0, 86_400, 63_072_000, long.MaxValue),
        PlainAsked = dice.Chance(70),
        PlainStatus = dice.One<int?>(null, 200, 301, 304, 404),
        PlainLocation = dice.Chance(50) ? null : dice.One(Texts),
    };

    private static ushort Suite(Dice dice) => dice.Chance(90) ? dice.One([.. CipherSuites.All]).Id : (ushort)dice.Between(0, 0xFFFF);

    private static bool? Maybe(Dice dice) => dice.One<bool?>(null, false, true, true);

    private static IEnumerable<T> Many<T>(Dice dice, int most, Func<T> one) => Enumerable.Range(0, dice.Between(0, most)).Select(_ => one());
}
