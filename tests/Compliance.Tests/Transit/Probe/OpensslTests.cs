using System.Security.Cryptography.X509Certificates;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

public sealed class OpensslTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("probe").FullName;

    public async Task InitializeAsync()
    {
        if (OpensslServer.IsMissing) return;
        await OpensslServer.RunAsync(_folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "rsa.key", "-out", "rsa.pem", "-days", "3000", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1");
        await OpensslServer.RunAsync(_folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ec.key", "-out", "ec.pem", "-days", "3000", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task A_server_of_everything_shows_both_certificates_old_versions_and_weak_suites()
    {
        Skip.If(OpensslServer.IsMissing, "openssl is not installed");
        await OpensslServer.RunAsync(_folder, "dhparam", "-dsaparam", "-out", "dh.pem", "1024");
        using var server = await OpensslServer.StartAsync(
            _folder, "-cert", "rsa.pem", "-key", "rsa.key", "-dcert", "ec.pem", "-dkey", "ec.key", "-dhparam", "dh.pem", "-cipher", "ALL:eNULL:@SECLEVEL=0");
        var observed = await ProbeAsync(server.Port, ProbeLimits.Default);

        Assert.Null(observed.Incomplete);
        Assert.Equal([false, true, true, true, true], observed.Versions.Select(version => version.Accepted));
        Assert.Equal([0x0001, 0x0002, 0x0034, 0xC018], ((int[])[0x0001, 0x0002, 0x0034, 0xC018]).Intersect(Suites(observed, TlsVersion.Tls10)));
        Assert.Equal([0x1301, 0x1302, 0x1303], Suites(observed, TlsVersion.Tls13).Order());
        Assert.Equal(1024, observed.SmallestDhBits);
        Assert.Equal([("RSA", 2048), ("EC", 256)], observed.Certificates.Select(certificate => (certificate.KeyType, certificate.KeyBits!.Value)));
        Assert.All(observed.Certificates, certificate => Assert.True(certificate is { NameMatches: true, SelfSigned: true, Trusted: false, Stapled: false }));
        Assert.Equal((true, true, false, true), (observed.SecureRenegotiation, observed.ExtendedMasterSecret, observed.Compression, observed.FallbackScsv));
        Assert.Equal(200, observed.Http!.Status);
        Assert.Contains(new GroupObservation(0x001D, TlsVersion.Tls12), observed.Groups);
        Assert.Contains(new GroupObservation(0x0100, TlsVersion.Tls13), observed.Groups);
    }

    [SkippableFact]
    public async Task TLS_1_0_alone_with_one_suite()
    {
        Skip.If(OpensslServer.IsMissing, "openssl is not installed");
        using var server = await OpensslServer.StartAsync(_folder, "-cert", "rsa.pem", "-key", "rsa.key", "-tls1", "-cipher", "AES128-SHA:@SECLEVEL=0");
        var observed = await ProbeAsync(server.Port, Probes.Quick);

        Assert.Equal([false, true, false, false, false], observed.Versions.Select(version => version.Accepted));
        Assert.Equal([new SuiteObservation(TlsVersion.Tls10, 0x002F)], observed.Suites);
        Assert.Equal((null, null), (observed.FallbackScsv, observed.Versions[1].ServerPreference));
        Assert.Null(observed.SmallestDhBits);
    }

    [SkippableFact]
    public async Task TLS_1_3_alone_shows_its_certificate_in_a_session()
    {
        Skip.If(OpensslServer.IsMissing, "openssl is not installed");
        using var server = await OpensslServer.StartAsync(_folder, "-cert", "rsa.pem", "-key", "rsa.key", "-tls1_3", "-groups", "P-256:P-384");
        using var root = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "rsa.pem"));
        var observed = await ProbeAsync(server.Port, Probes.Quick, new ProbeOptions { Addresses = AddressPolicy.Any, Roots = [root] });

        Assert.Equal([false, false, false, false, true], observed.Versions.Select(version => version.Accepted));
        Assert.Equal([new GroupObservation(0x0017, TlsVersion.Tls13), new GroupObservation(0x0018, TlsVersion.Tls13)], observed.Groups);
        var certificate = Assert.Single(observed.Certificates);
        Assert.Equal(("RSA", 2048, "sha256RSA", true, null), (certificate.KeyType, certificate.KeyBits, certificate.Signature, certificate.NameMatches, certificate.Stapled));
        Assert.True(certificate.Trusted);
        Assert.Empty(certificate.ChainProblems);
        Assert.Null(observed.SecureRenegotiation);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whose_order_of_suites_counts_is_seen(bool servers)
    {
        Skip.If(OpensslServer.IsMissing, "openssl is not installed");
        string[] order = servers ? ["-serverpref"] : [];
        using var server = await OpensslServer.StartAsync(
            _folder, ["-cert", "rsa.pem", "-key", "rsa.key", "-no_tls1_3", "-cipher", "AES128-SHA:ECDHE-RSA-AES256-GCM-SHA384:AES256-SHA:@SECLEVEL=0", .. order]);
        var observed = await ProbeAsync(server.Port, Probes.Quick);

        Assert.Equal(servers, observed.Versions.Single(version => version.Version == TlsVersion.Tls12).ServerPreference);
        if (servers) Assert.Equal([0x002F, 0xC030, 0x0035], Suites(observed, TlsVersion.Tls12));
    }

    private static Task<EndpointObservation> ProbeAsync(int port, ProbeLimits limits, ProbeOptions? options = null) =>
        new EndpointProbe(limits with { Time = TimeSpan.FromSeconds(120), AnswerTime = TimeSpan.FromSeconds(30) }, options ?? new ProbeOptions { Addresses = AddressPolicy.Any }, TimeProvider.System)
            .ProbeAsync(new Endpoint("localhost", port), default);

    private static IEnumerable<int> Suites(EndpointObservation observed, TlsVersion version) =>
        observed.Suites.Where(suite => suite.Version == version).Select(suite => (int)suite.Id);
}
