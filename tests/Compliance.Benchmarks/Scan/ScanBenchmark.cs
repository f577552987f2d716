using System.Globalization;
using Compliance.Samples;
using Compliance.Samples.Scan;

namespace Compliance.Benchmarks.Scan;

/// <summary>The audit of one large log, beside DuckDB on the same file in the same run.</summary>
internal static class ScanBenchmark
{
    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--bytes", "--distinct", "--folder", "--peer", "--runs");
        var distinct = Enum.Parse<Distinct>(arguments.Text("--distinct") ?? "none", ignoreCase: true);
        var options = new ScanOptions(arguments.Bytes("--bytes", 1_000_000_000), Distinct: distinct);
        var folder = arguments.Text("--folder") ?? Path.Combine(Path.GetTempPath(), "compliance-scan");
        var facts = ScanLog.Write(folder, options);
        Console.WriteLine(FormattableString.Invariant($"log       {facts.Bytes / 1e6:F0} MB, {facts.Records:N0} records, distinct {distinct}"));

        var audits = new List<Measurement>();
        var queries = new List<double>();
        for (var run = 0; run < arguments.Number("--runs", 3); run++)
        {
            audits.Add(OwnProcess.Measure("audit-once", folder));
            Print($"audit {run + 1}", audits[^1]);
            if (arguments.Text("--peer") == "none") continue;
            var (seconds, problem) = DuckDbPeer.Measure(folder, facts.Path);
            if (seconds is null) Console.WriteLine($"duckdb    not measured: {problem}");
            else queries.Add(seconds.Value);
            if (seconds is not null) Console.WriteLine(FormattableString.Invariant($"duckdb {run + 1}  {facts.Bytes / 1e6 / seconds:F0} MB/s"));
        }
        if (queries.Count > 0)
            Console.WriteLine(FormattableString.Invariant($"ratio     audit takes {Median(audits.Select(a => a.Seconds)) / Median(queries):F2}× the time of the query (medians)"));
        return 0;
    }

    private static void Print(string name, Measurement m) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}   {m.MegabytesPerSecond:F0} MB/s, {m.EventsPerSecond:N0} events/s, peak {m.PeakBytes / 1e6:F0} MB; before it {m.ContractSeconds:F1} s for the contract"));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
