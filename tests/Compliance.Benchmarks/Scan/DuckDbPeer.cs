using System.Diagnostics;
using System.Text.Json;

namespace Compliance.Benchmarks.Scan;

/// <summary>DuckDB on one thread, asked for the unauthorized actions, the missing MFA and the missing cases.</summary>
internal static class DuckDbPeer
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Seconds of the query alone, or why it could not be run.</summary>
    public static (double? Seconds, string? Problem) Measure(string vendorFolder, string log)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")) && Start("npm", "install --no-audit --no-fund --silent") is { Code: not 0 } install)
            return (null, $"npm install failed: {install.Output}");
        var peer = Path.Combine(vendorFolder, "peer");
        // On the core that the audit is held to, where the machine can do that.
        var (program, core) = OperatingSystem.IsLinux() ? ("taskset", "-c 0 node ") : ("node", "");
        var (code, output) = Start(program, $"{core}duckdb-scan.mjs \"{log}\" \"{Path.Combine(peer, "holds.csv")}\" \"{Path.Combine(peer, "allowed.csv")}\"");
        if (code != 0) return (null, output);
        using var json = JsonDocument.Parse(output);
        return (json.RootElement.GetProperty("seconds").GetDouble(), null);
    }

    private static (int Code, string Output) Start(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"`{program}` could not be started");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
