using System.Diagnostics;
using System.Text.Json;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using Compliance.Samples;
using NodaTime;

namespace Compliance.Benchmarks.Resources;

/// <summary>All checks over generated Resource Graph rows on one core, beside what parsing the same file alone takes.</summary>
internal static class ResourcesBenchmark
{
    private static readonly Instant At = Instant.FromUtc(2026, 6, 1, 0, 0);

    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--rows", "--runs", "--file");
        var rows = arguments.Number("--rows", 200_000);
        var path = arguments.Text("--file") ?? Path.Combine(Path.GetTempPath(), "compliance-resources.json");
        var bytes = GraphRows.Write(path, rows);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = 1;
        }
        Console.WriteLine(FormattableString.Invariant($"rows      {rows:N0}, {bytes / 1e6:F0} MB, {CheckCatalogue.Default.All.Count} checks"));
        var best = (Judged: double.MaxValue, Parsed: double.MaxValue);
        for (var run = 1; run <= arguments.Number("--runs", 3); run++)
        {
            var (seconds, results) = Judge(path);
            var parsed = Parse(path);
            best = (Math.Min(best.Judged, seconds), Math.Min(best.Parsed, parsed));
            Console.WriteLine(FormattableString.Invariant($"judged {run}  {rows / seconds:N0} resources/s, {bytes / 1e6 / seconds:F0} MB/s, {results:N0} results"));
            Console.WriteLine(FormattableString.Invariant($"parsed {run}  {rows / parsed:N0} resources/s, {bytes / 1e6 / parsed:F0} MB/s (JsonDocument, nothing judged)"));
        }
        Console.WriteLine(FormattableString.Invariant($"ratio     judging, which reads twice, takes {best.Judged / best.Parsed:F2}× the time of parsing once (best of each)"));
        Console.WriteLine(FormattableString.Invariant($"memory    {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB peak, the parsed file included"));
        return 0;
    }

    private static (double Seconds, long Results) Judge(string path)
    {
        var clock = Stopwatch.StartNew();
        var snapshots = ResourceSnapshots.Survey([SnapshotFile.OnDisk(path)], CheckCatalogue.Default, tolerant: false, default);
        var results = 0L;
        snapshots.Judge(At, _ => results++, default);
        return (clock.Elapsed.TotalSeconds, results);
    }

    private static double Parse(string path)
    {
        var clock = Stopwatch.StartNew();
        using var file = File.OpenRead(path);
        using var document = JsonDocument.Parse(file);
        return clock.Elapsed.TotalSeconds;
    }
}
