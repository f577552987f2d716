namespace Compliance.Tests.Transit.Servers;

/// <summary>One nginx with many sites, each on a port of its own.</summary>
internal static class NginxServer
{
    public const string Program = "nginx";

    /// <returns>The process; its ports are in the order of <paramref name="sites"/>.</returns>
    public static Task<ServerProcess> StartAsync(string folder, IReadOnlyList<NginxSite> sites) => ServerProcess.StartAsync(sites.Count, ports =>
    {
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, Configuration(folder, sites, ports));
        return OutsideProgram.Command(Program, folder, "-p", folder, "-c", file, "-e", "stderr");
    });

    private static string Configuration(string folder, IReadOnlyList<NginxSite> sites, int[] ports) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        events { worker_connections 512; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            {{string.Concat(sites.Zip(ports, (site, port) => site.Block(port)))}}
        }
        """;
}

/// <summary>What is set for one port; what is not is nginx's own default.</summary>
internal sealed record NginxSite
{
    /// <summary><c>ssl_protocols</c>, oldest first; null: plain HTTP.</summary>
    public string? Protocols { get; init; } = "TLSv1.2 TLSv1.3";

    /// <summary>In the notation of OpenSSL; level 0, because certificates and key exchanges are to be as weak as they are meant to be.</summary>
    public string Ciphers { get; init; } = "DEFAULT:@SECLEVEL=0";
    public bool PrefersItsOrder { get; init; }
    public IReadOnlyList<IssuedCertificate> Certificates { get; init; } = [];

    /// <summary>Value of <c>Strict-Transport-Security</c>.</summary>
    public string? Hsts { get; init; }

    /// <summary>What <c>location /</c> does.</summary>
    public string Answer { get; init; } = "return 200 ok";

    /// <summary>Further directives, each ended by its semicolon.</summary>
    public string Further { get; init; } = "";

    public string Block(int port) => $$"""
            server {
                listen 127.0.0.1:{{port}}{{(Protocols is null ? "" : " ssl")}};
                {{(Protocols is null ? "" : Tls())}}
                {{(Hsts is null ? "" : $"add_header Strict-Transport-Security \"{Hsts}\" always;")}}
                {{Further}}
                location / { {{Answer}}; }
            }

        """;

    private string Tls() => $"""
        ssl_protocols {Protocols};
                ssl_ciphers {Ciphers};
                ssl_prefer_server_ciphers {(PrefersItsOrder ? "on" : "off")};
                {string.Concat(Certificates.Select(certificate => $"ssl_certificate {certificate.ChainFile}; ssl_certificate_key {certificate.KeyFile}; "))}
        """;
}
