using Compliance.Benchmarks.Scan;
using Compliance.Samples;

namespace Compliance.Benchmarks.Formats;

/// <summary>The reader of every format over a generated log, beside others over the same bytes in the same run.</summary>
internal static class FormatsBenchmark
{
    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--bytes", "--formats", "--folder", "--runs");
        var bytes = arguments.Bytes("--bytes", 200_000_000);
        var runs = arguments.Number("--runs", 3);
        var wanted = arguments.Text("--formats")?.Split(',');
        var folder = arguments.Text("--folder") ?? Path.Combine(Path.GetTempPath(), "compliance-formats");
        Directory.CreateDirectory(folder);
        Console.WriteLine("format                MB/s   events/s  peak MB   peer                MB/s   bytes + SHA-256 MB/s");
        foreach (var sample in FormatSamples.All)
        {
            if (wanted is not null && !wanted.Contains(sample.Format)) continue;
            var path = Path.Combine(folder, sample.IsCsv ? "log.csv" : "log.ndjson");
            sample.Write(path, bytes);
            var peer = sample.IsCsv ? "csv" : "json";
            var (own, others, raw) = (Best(runs, "format-once", sample.Format, path), Best(runs, "format-peer", peer, path), Best(runs, "format-peer", "bytes", path));
            Console.WriteLine(FormattableString.Invariant(
                $"{sample.Format + (sample is { IsCsv: true, Format: "m365-audit" } ? " (CSV)" : ""),-18} {own.MegabytesPerSecond,7:F0} {own.EventsPerSecond,10:N0} {own.PeakBytes / 1e6,8:F0}   {(sample.IsCsv ? "CsvHelper" : "Utf8JsonReader"),-16} {others.MegabytesPerSecond,7:F0} {raw.MegabytesPerSecond,13:F0}"));
            File.Delete(path);
            File.Delete(path + FormatSample.Head);
        }
        return 0;
    }

    // Seconds are of the processor; the best run is the one that others on the machine disturbed least.
    private static Measurement Best(long runs, params string[] arguments)
    {
        var best = OwnProcess.Measure(arguments);
        for (var run = 1; run < runs; run++)
            if (OwnProcess.Measure(arguments) is var next && next.Seconds < best.Seconds) best = next;
        return best;
    }
}
