using System.Diagnostics;
using System.Reflection;

namespace Compliance.Tests.Cli;

/// <summary>The built program, run as a process of its own, as a user runs it.</summary>
internal static class CommandLine
{
    private static readonly string Program = typeof(CommandLine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "CommandLine").Value!;

    public static Task<Outcome> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <param name="folder">Where it is run.</param>
    public static async Task<Outcome> RunInAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }

    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
