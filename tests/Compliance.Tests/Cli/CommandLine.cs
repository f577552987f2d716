using System.Diagnostics;
using System.Reflection;

namespace Compliance.Tests.Cli;

/// <summary>The built program, run as a process of its own, as a user runs it.</summary>
internal static class CommandLine
{
    private static readonly string Program = Built("CommandLine");

    /// <summary>The root of this checkout.</summary>
    public static string Repository => Path.GetFullPath(Built("Repository"));

    public static Task<Outcome> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <param name="folder">Where it is run.</param>
    public static Task<Outcome> RunInAsync(string folder, params string[] arguments) => EndAsync(Start(folder, arguments));

    /// <param name="settings">Of the environment, beside those that are there.</param>
    public static Task<Outcome> RunWithAsync(string folder, IReadOnlyDictionary<string, string> settings, params string[] arguments) => EndAsync(Start(Program, folder, arguments, settings));

    /// <summary>Runs the benchmarks.</summary>
    public static Task<Outcome> MeasureAsync(params string[] arguments) => EndAsync(Start(Built("Benchmarks"), Path.GetTempPath(), arguments));

    public static Process Start(string folder, params string[] arguments) => Start(Program, folder, arguments);

    private static async Task<Outcome> EndAsync(Process running)
    {
        using var process = running;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static Process Start(string program, string folder, string[] arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Built(string name) => typeof(CommandLine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == name).Value!;

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
