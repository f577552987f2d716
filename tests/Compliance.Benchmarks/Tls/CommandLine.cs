using System.Diagnostics;
using System.Reflection;

namespace Compliance.Benchmarks.Tls;

/// <summary><c>compliance tls</c> as a user runs it: a process, its start-up included.</summary>
internal static class CommandLine
{
    private static readonly string Program = typeof(CommandLine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "CommandLine").Value!;

    /// <summary>The servers are meant to be weak, so that any exit code will do; what counts is that it judged every endpoint.</summary>
    public static async Task RunAsync(params IReadOnlyList<int> ports)
    {
        var start = new ProcessStartInfo("dotnet", [Program, "tls", .. ports.Select(port => $"localhost:{port}"), "-o", "json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (ports.Any(port => !output.Contains($"{port}", StringComparison.Ordinal)))
            throw new InvalidOperationException($"`compliance tls` ended with {process.ExitCode}: {await error}");
    }
}
