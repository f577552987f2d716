using System.Diagnostics;

namespace Compliance.Tests.Transit.Servers;

/// <summary>Programs of the distribution that the tests run beside the code: found on PATH, and where daemons are kept.</summary>
internal static class OutsideProgram
{
    private static readonly string[] DaemonFolders = ["/usr/sbin", "/usr/local/sbin", "/sbin"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>Its path, or null where it is not installed.</returns>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(DaemonFolders)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Which of these are not installed, as the reason for which a test is skipped; null when all are.</summary>
    public static string? Missing(params string[] programs)
    {
        var missing = programs.Where(program => Find(program) is null).ToList();
        return missing.Count == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    /// <summary>Prepares a run with the security level of the distribution off: its default keeps OpenSSL from what is to be tested.</summary>
    public static ProcessStartInfo Command(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? throw new InvalidOperationException($"`{program}` is not installed"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENSSL_CONF"] = "/dev/null";
        return start;
    }

    /// <summary>Runs to the end, which is to be exit code 0.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        var (code, output, error) = await EndAsync(program, folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"`{program}` ended with {code}: {error}");
    }

    /// <summary>Runs to the end, whatever it is.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> EndAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(Command(program, folder, arguments))!;
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
