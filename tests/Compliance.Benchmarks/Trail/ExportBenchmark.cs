using System.Globalization;
using Compliance.Benchmarks.Scan;
using Compliance.Samples;

namespace Compliance.Benchmarks.Trail;

/// <summary>The export of a whole log, from leaves that are made as they are asked for to files on disk.</summary>
internal static class ExportBenchmark
{
    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--entries", "--folder", "--runs");
        var entries = arguments.Number("--entries", 1_000_000).ToString(CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine(arguments.Text("--folder") ?? Path.GetTempPath(), "compliance-trail-export"));
        Console.WriteLine($"log          {entries} generated entries, none from a store");
        try
        {
            for (var run = 1; run <= arguments.Number("--runs", 3); run++)
            {
                Print($"directory {run}", OwnProcess.Measure("trail-export-once", "directory", entries, Path.Combine(folder.FullName, $"export-{run}")));
                Print($"zip {run}", OwnProcess.Measure("trail-export-once", "zip", entries, Path.Combine(folder.FullName, $"export-{run}.zip")));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static void Print(string name, Measurement m) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-12} {m.EventsPerSecond:N0} entries/s, {m.MegabytesPerSecond:F0} MB/s, peak {m.PeakBytes / 1e6:F0} MB; {m.Found}"));
}
