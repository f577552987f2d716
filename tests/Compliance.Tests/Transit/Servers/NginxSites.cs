using System.Security.Cryptography;

namespace Compliance.Tests.Transit.Servers;

/// <summary>The sites of the tests' nginx, each for one thing that is to be seen.</summary>
internal static class NginxSites
{
    public const string AllCiphers = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

    /// <summary>What Mozilla's guidelines 6.0 call intermediate.</summary>
    public const string IntermediateCiphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
        + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

    /// <param name="folder">Where files may be written.</param>
    public static async Task<IReadOnlyDictionary<string, NginxSite>> AllAsync(string folder, TestAuthority authority)
    {
        var rsa = authority.Issue("rsa", new());
        var ecdsa = authority.Issue("ecdsa", new() { Key = TestKeys.P256.Value });
        var stapled = authority.Issue("stapled", new() { MustStaple = true });
        var response = await OcspResponse.WriteAsync(folder, authority, stapled);
        var ordinary = new NginxSite { Certificates = [rsa] };
        var sites = new Dictionary<string, NginxSite>
        {
            ["modern"] = Modern(rsa, ecdsa),
            ["legacy"] = Legacy(rsa, DhParameters.Write(folder)),
            ["everything"] = ordinary with { Protocols = "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3", Ciphers = AllCiphers },
            ["tls13-only"] = ordinary with { Protocols = "TLSv1.3" },
            ["tls12-only"] = ordinary with { Protocols = "TLSv1.2", Ciphers = "AESGCM:!aNULL:!kRSA:@SECLEVEL=0", PrefersItsOrder = true },
            ["tls10-only"] = ordinary with { Protocols = "TLSv1", Ciphers = "AES:!aNULL:@SECLEVEL=0" },
            ["p384-only"] = ordinary with { Further = "ssl_ecdh_curve secp384r1;" },
            ["one-suite"] = ordinary with { Protocols = "TLSv1.2", Ciphers = "ECDHE-RSA-AES128-GCM-SHA256" },
            ["hsts-short"] = ordinary with { Hsts = "max-age=300" },
            ["stapled"] = ordinary with { Certificates = [stapled], Further = $"ssl_stapling on; ssl_stapling_file {response};" },
            ["must-staple"] = ordinary with { Certificates = [authority.Issue("must-staple", new() { MustStaple = true })] },
            ["plain-to-https"] = ordinary with { Protocols = null, Answer = "return 301 https://localhost/" },
            ["plain-to-http"] = ordinary with { Protocols = null, Answer = "return 302 http://localhost/elsewhere" },
            ["plain-answers"] = ordinary with { Protocols = null },
        };
        foreach (var (name, certificate) in Certificates()) sites[name] = ordinary with { Certificates = [authority.Issue(name, certificate)] };
        return sites;
    }

    /// <summary>TLS 1.2 and 1.3, both kinds of key, the client's order, HSTS for two years.</summary>
    public static NginxSite Modern(IssuedCertificate rsa, IssuedCertificate ecdsa) => new()
    {
        Certificates = [rsa, ecdsa],
        Ciphers = IntermediateCiphers,
        Hsts = "max-age=63072000; includeSubDomains",
        Further = "ssl_ecdh_curve X25519:prime256v1:secp384r1;",
    };

    /// <summary>TLS 1.0 to 1.2, every suite of OpenSSL in its order, a Diffie–Hellman prime of 1024 bits, no extended master secret.</summary>
    public static NginxSite Legacy(IssuedCertificate rsa, string dhParameters) => new()
    {
        Protocols = "TLSv1 TLSv1.1 TLSv1.2",
        Certificates = [rsa],
        Ciphers = AllCiphers,
        PrefersItsOrder = true,
        Further = $"ssl_dhparam {dhParameters}; ssl_conf_command Options -ExtendedMasterSecret;",
    };

    private static IEnumerable<(string Name, TestCertificate Certificate)> Certificates() =>
    [
        ("expired", new() { From = TimeSpan.FromDays(-100), Until = TimeSpan.FromDays(-10) }),
        ("not-yet-valid", new() { From = TimeSpan.FromDays(10) }),
        ("long-lived", new() { Until = TimeSpan.FromDays(800) }),
        ("wrong-name", new() { Subject = "other.test", Names = ["other.test", "*.other.test"] }),
        ("self-signed", new() { SelfSigned = true }),
        ("rsa-1024", new() { Key = TestKeys.Rsa1024.Value }),
        ("sha1", new() { Hash = HashAlgorithmName.SHA1 }),
        ("p384", new() { Key = TestKeys.P384.Value, Hash = HashAlgorithmName.SHA384 }),
    ];
}
