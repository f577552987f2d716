using System.Diagnostics;
using System.Globalization;
using Compliance.Benchmarks.Scan;
using Compliance.Samples;

namespace Compliance.Benchmarks.Trail;

/// <summary>The verification of a whole export, beside <c>sha256sum</c> of its lines alone in the same run.</summary>
internal static class VerifyBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "--entries", "--folder", "--runs");
        var entries = arguments.Number("--entries", 1_000_000);
        var folder = arguments.Text("--folder") ?? Path.Combine(Path.GetTempPath(), "compliance-trail-export");
        await SyntheticExport.WriteAsync(folder, entries);
        var verified = new List<double>();
        var summed = new List<double>();
        for (var run = 1; run <= arguments.Number("--runs", 3); run++)
        {
            var m = OwnProcess.Measure("trail-verify-once", folder);
            verified.Add(m.Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"verify {run}     {m.EventsPerSecond:N0} entries/s, {m.MegabytesPerSecond:F0} MB/s of lines, peak {m.PeakBytes / 1e6:F0} MB, {m.ContractSeconds:F2} s of processor time in {m.Seconds:F2} s; {m.Found}"));
            if (Sum(Path.Combine(folder, "entries.ndjson")) is not { } seconds) continue;
            summed.Add(seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sha256sum {run}  {m.Bytes / 1e6 / seconds:F0} MB/s"));
        }
        if (summed.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio        verify takes {Median(verified) / Median(summed):F2}× the time of sha256sum of the lines (medians)"));
        return 0;
    }

    private static double? Sum(string file)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-c", "0", "sha256sum", file }) start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : null;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
