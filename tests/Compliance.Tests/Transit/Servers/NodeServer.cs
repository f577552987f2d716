namespace Compliance.Tests.Transit.Servers;

/// <summary>A TLS 1.3 server of Node.js 24, which carries OpenSSL 3.5 and with it ML-KEM: no package of Debian 12 does.</summary>
internal static class NodeServer
{
    private const string Package = "node@24.21.0";

    private const string Script = """
        const [port, certificate, key, groups] = process.argv.slice(2);
        const fs = require('fs');
        require('tls').createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key), ecdhCurve: groups, minVersion: 'TLSv1.3' },
            socket => socket.on('error', () => {}).end())
            .on('tlsClientError', () => {}).listen(Number(port), '127.0.0.1');
        """;

    private static readonly Lazy<Task<(string Path, string? Problem)>> Program = new(FindAsync);

    /// <summary>Why it cannot be run here; null when it can. The first use downloads the package.</summary>
    public static async Task<string?> UnavailableAsync() => (await Program.Value).Problem;

    /// <param name="groups">As OpenSSL names them, separated by colons.</param>
    public static async Task<ServerProcess> StartAsync(string folder, IssuedCertificate certificate, string groups)
    {
        var (node, _) = await Program.Value;
        var script = Path.Combine(folder, "server.js");
        await File.WriteAllTextAsync(script, Script);
        return await ServerProcess.StartAsync(1, ports =>
            OutsideProgram.Command(node, folder, script, $"{ports[0]}", certificate.ChainFile, certificate.KeyFile, groups));
    }

    // npx runs a package through a shell, which a signal would end instead of the server: so it only tells where the program lies.
    private static async Task<(string Path, string? Problem)> FindAsync()
    {
        if (OutsideProgram.Missing("npx") is { } missing) return ("", missing);
        try
        {
            return ((await OutsideProgram.RunAsync("npx", Path.GetTempPath(), "--yes", "--package", Package, "--call", "node -p process.execPath")).Trim(), null);
        }
        catch (InvalidOperationException e)
        {
            return ("", $"{Package} is not available: {e.Message}");
        }
    }
}
