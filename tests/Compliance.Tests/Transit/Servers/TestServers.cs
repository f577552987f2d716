namespace Compliance.Tests.Transit.Servers;

/// <summary>Every server of the tests, running: nginx, <c>openssl s_server</c> and <c>gnutls-serv</c> on ports of their own.</summary>
internal sealed class TestServers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tls-servers-");
    private readonly List<ServerProcess> _processes = [];
    private readonly Dictionary<string, int> _ports = [];
    private IReadOnlyDictionary<string, NginxSite> _sites = new Dictionary<string, NginxSite>();
    private TestAuthority? _authority;

    private TestServers()
    {
    }

    /// <summary>What is to be installed.</summary>
    public static IReadOnlyList<string> Programs { get; } = [NginxServer.Program, OpenSslServer.Program, GnuTlsServer.Program];

    public TestAuthority Authority => _authority!;

    public int Port(string name) => _ports[name];

    /// <summary>The certificates of a site of nginx, as configured.</summary>
    public IReadOnlyList<IssuedCertificate> Certificates(string site) => _sites[site].Certificates;

    public static async Task<TestServers> StartAsync(TimeProvider time)
    {
        var servers = new TestServers();
        try
        {
            await servers.StartAllAsync(time);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        _authority?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartAllAsync(TimeProvider time)
    {
        _authority = new TestAuthority(_folder.FullName, time);
        _sites = await NginxSites.AllAsync(_folder.FullName, _authority);
        var rsa = _authority.Issue("plain", new());
        var starting = new List<(string[] Names, Task<ServerProcess> Server)>
        {
            ([.. _sites.Keys], NginxServer.StartAsync(_folder.FullName, [.. _sites.Values])),
            (["rc4-3des"], GnuTlsServer.StartAsync(_folder.FullName, rsa, Rc4AndTripleDes)),
        };
        starting.AddRange(OpenSslOptions(DhParameters.Write(_folder.FullName)).Select(server =>
            ((string[])[server.Name], OpenSslServer.StartAsync(_folder.FullName, server.Anonymous ? null : rsa, server.Options))));

        // All are waited for, so that one which fails leaves none of the others behind.
        await Task.WhenAll(starting.Select(server => server.Server)).ContinueWith(_ => { }, TaskScheduler.Default);
        _processes.AddRange(starting.Where(server => server.Server.IsCompletedSuccessfully).Select(server => server.Server.Result));
        foreach (var (names, server) in starting) Register(names, await server);
    }

    private const string Rc4AndTripleDes =
        "NONE:+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+ARCFOUR-128:+3DES-CBC:+AES-128-CBC:+MD5:+SHA1:+RSA:+DHE-RSA:+ECDHE-RSA:"
        + "+GROUP-ALL:+SIGN-ALL:+COMP-NULL:%VERIFY_ALLOW_BROKEN";

    private static IEnumerable<(string Name, bool Anonymous, string[] Options)> OpenSslOptions(string dh1024) =>
    [
        ("null", false, ["-no_tls1_3", "-cipher", "eNULL:!aNULL:@SECLEVEL=0"]),
        ("anonymous", true, ["-no_tls1_3", "-cipher", "aNULL:@SECLEVEL=0"]),
        ("dhe-1024", false, ["-no_tls1_3", "-cipher", "kDHE:!aNULL:@SECLEVEL=0", "-dhparam", dh1024]),
        ("ccm", false, ["-cipher", "AESCCM:!PSK:@SECLEVEL=0", "-ciphersuites", "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256"]),
        ("chacha", false, ["-cipher", "CHACHA20:!PSK", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"]),
        ("camellia-aria", false, ["-no_tls1_3", "-serverpref", "-cipher", "CAMELLIA:ARIA:!aNULL:!PSK:@SECLEVEL=0"]),
        ("legacy-renegotiation", false, ["-no_tls1_3", "-legacy_renegotiation", "-client_renegotiation"]),
        ("mail", false, []),
    ];

    private void Register(string[] names, ServerProcess server)
    {
        foreach (var (name, port) in names.Zip(server.Ports)) _ports[name] = port;
    }
}
