using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Rules.Transit;

/// <summary>Observations written by hand: one of an endpoint with which nothing is wrong, and how to change it.</summary>
internal static class Sight
{
    public static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 12, 0);

    /// <summary>The six suites of TLS 1.2 that Mozilla keeps.</summary>
    public static readonly string[] Six =
    [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    ];

    private static readonly string[] OfTls13 = ["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"];

    public static TlsProfile Pci => TlsProfiles.Find("pci-dss-4.0.1")!;
    public static TlsProfile Modern => TlsProfiles.Find("mozilla-modern")!;
    public static TlsProfile Intermediate => TlsProfiles.Find("mozilla-intermediate")!;
    public static TlsProfile Nist => TlsProfiles.Find("nist-800-52r2")!;

    /// <summary>TLS 1.2 and 1.3, strong throughout: passes PCI DSS and Mozilla intermediate with every advice taken.</summary>
    public static EndpointObservation Good { get; } = new()
    {
        Endpoint = new("crm.acme.example", 443),
        Address = "203.0.113.7",
        At = Now,
        Versions = VersionsOf(TlsVersion.Tls12, TlsVersion.Tls13),
        Suites = [.. SuitesOf(TlsVersion.Tls12, Six), .. SuitesOf(TlsVersion.Tls13, OfTls13)],
        Groups = [.. GroupsOf(TlsVersion.Tls12, "x25519", "secp256r1", "secp384r1"), .. GroupsOf(TlsVersion.Tls13, "X25519MLKEM768", "x25519", "secp256r1", "secp384r1")],
        Certificates = [Certificate],
        SecureRenegotiation = true,
        ExtendedMasterSecret = true,
        Compression = false,
        FallbackScsv = true,
        Http = new()
        {
            Status = 200,
            StrictTransportSecurity = "max-age=63072000",
            MaxAge = 63_072_000,
            PlainAsked = true,
            PlainStatus = 301,
            PlainLocation = "https://crm.acme.example/",
        },
        Connections = 41,
        Milliseconds = 63,
    };

    /// <summary>The same with TLS 1.3 alone, as Mozilla modern wants it.</summary>
    public static EndpointObservation OnlyTls13 { get; } = Good with
    {
        Versions = VersionsOf(TlsVersion.Tls13),
        Suites = [.. SuitesOf(TlsVersion.Tls13, OfTls13)],
        Groups = [.. GroupsOf(TlsVersion.Tls13, "X25519MLKEM768", "x25519", "secp256r1", "secp384r1")],
        SecureRenegotiation = null,
        ExtendedMasterSecret = null,
        Compression = null,
        FallbackScsv = null,
    };

    /// <summary>As NIST SP 800-52r2 has it: no ChaCha20, no X25519 alone.</summary>
    public static EndpointObservation Federal { get; } = Good with
    {
        Suites = [.. Good.Suites.Where(suite => !CipherSuites.Of(suite.Id).Name.Contains("CHACHA", StringComparison.Ordinal))],
        Groups = [.. Good.Groups.Where(group => group.Id != 0x001D)],
    };

    public static EndpointObservation Unreached { get; } = new()
    {
        Endpoint = new("gone.acme.example", 443),
        At = Now,
        Incomplete = "no route to host",
        Connections = 1,
        Milliseconds = 5_000,
    };

    public static CertificateObservation Certificate => new()
    {
        Subject = "CN=crm.acme.example",
        Issuer = "CN=Some CA",
        Sha256 = "00".PadRight(64, '0'),
        SerialNumber = "01",
        NotBefore = Now - Duration.FromDays(10),
        NotAfter = Now + Duration.FromDays(80),
        Names = ["crm.acme.example"],
        KeyType = "EC",
        KeyBits = 256,
        Curve = "P-256",
        Signature = "sha256ECDSA",
        NameMatches = true,
        SelfSigned = false,
        Trusted = true,
        ChainLength = 2,
        Chain = [new("CN=Some CA", "EC", 384, "sha384ECDSA", Now + Duration.FromDays(800), SelfSigned: false)],
        MustStaple = false,
        Stapled = true,
    };

    public static IReadOnlyList<VersionObservation> VersionsOf(params TlsVersion[] accepted) =>
        [.. TlsVersionWords.All.Select(version => new VersionObservation(version, accepted.Contains(version)))];

    public static IEnumerable<SuiteObservation> SuitesOf(TlsVersion version, params string[] names) =>
        names.Select(name => new SuiteObservation(version, CipherSuites.Find(name)!.Id));

    public static IEnumerable<GroupObservation> GroupsOf(TlsVersion version, params string[] names) =>
        names.Select(name => new GroupObservation(NamedGroup.Find(name)!.Id, version));

    /// <summary>The endpoint with these suites of TLS 1.2 beside its own.</summary>
    public static EndpointObservation Accepting(params string[] suites) => Good with { Suites = [.. Good.Suites, .. SuitesOf(TlsVersion.Tls12, suites)] };

    /// <summary>The endpoint with these versions beside its own, each with a strong suite.</summary>
    public static EndpointObservation AcceptingVersions(params TlsVersion[] versions) => Good with
    {
        Versions = VersionsOf([TlsVersion.Tls12, TlsVersion.Tls13, .. versions]),
        Suites = [.. versions.SelectMany(version => SuitesOf(version, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")), .. Good.Suites],
    };

    public static EndpointObservation With(CertificateObservation certificate) => Good with { Certificates = [certificate] };

    public static EndpointObservation With(HttpObservation? http) => Good with { Http = http };

    public static Judgement Judged(this EndpointObservation seen, string rule, TlsProfile? profile = null) =>
        TransitRules.Judge(seen, profile ?? Pci).Single(judgement => judgement.Rule == rule);

    public static Verdict Verdict(this EndpointObservation seen, TlsProfile? profile = null) => TransitRules.VerdictOf(TransitRules.Judge(seen, profile ?? Pci));
}
