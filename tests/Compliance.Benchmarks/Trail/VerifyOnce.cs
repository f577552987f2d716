using System.Diagnostics;
using System.Text.Json;
using Compliance.Benchmarks.Scan;
using Compliance.Trail.Verification;

namespace Compliance.Benchmarks.Trail;

/// <summary>One verification in a process of its own, on one core.</summary>
internal static class VerifyOnce
{
    public static async Task<int> RunAsync(string folder)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
        var clock = Stopwatch.StartNew();
        var result = await ExportVerifier.VerifyAsync(new DirectorySource(folder), new VerifyOptions());
        clock.Stop();
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(
            clock.Elapsed.TotalSeconds,
            process.TotalProcessorTime.TotalSeconds,
            new FileInfo(Path.Combine(folder, "entries.ndjson")).Length,
            result.Size,
            process.PeakWorkingSet64)
        {
            Found = result.Problems.Count == 0 ? result.Verdict.ToString() : result.Problems[0].ToString(),
        }));
        return 0;
    }
}
