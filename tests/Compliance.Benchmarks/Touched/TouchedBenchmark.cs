using System.Globalization;
using Compliance.Benchmarks.Scan;
using Compliance.Samples;
using Compliance.Samples.Scan;

namespace Compliance.Benchmarks.Touched;

/// <summary>Who was touched, of one principal and of everybody, beside the audit of the same log in the same run.</summary>
internal static class TouchedBenchmark
{
    private static readonly string[] Asked = ["1", "100000"];

    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--bytes", "--distinct", "--folder", "--runs");
        var distinct = Enum.Parse<Distinct>(arguments.Text("--distinct") ?? "none", ignoreCase: true);
        var folder = arguments.Text("--folder") ?? Path.Combine(Path.GetTempPath(), "compliance-touched");
        var facts = ScanLog.Write(folder, new ScanOptions(arguments.Bytes("--bytes", 500_000_000), Distinct: distinct));
        Console.WriteLine(FormattableString.Invariant($"log          {facts.Bytes / 1e6:F0} MB, {facts.Records:N0} records, distinct {distinct}"));

        var audits = new List<double>();
        var lists = Asked.ToDictionary(asked => asked, _ => new List<double>());
        for (var run = 1; run <= arguments.Number("--runs", 3); run++)
        {
            audits.Add(Print($"audit {run}", OwnProcess.Measure("audit-once", folder)));
            foreach (var asked in Asked) lists[asked].Add(Print($"{Name(asked)} {run}", OwnProcess.Measure("touched-once", folder, asked)));
        }
        foreach (var asked in Asked)
            Console.WriteLine(FormattableString.Invariant($"ratio        {Name(asked)} takes {Median(lists[asked]) / Median(audits):F2}× the time of the audit (medians)"));
        return 0;
    }

    private static string Name(string asked) => asked == "1" ? "one" : "everybody";

    private static double Print(string name, Measurement m)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-12} {m.MegabytesPerSecond:F0} MB/s, {m.EventsPerSecond:N0} events/s, peak {m.PeakBytes / 1e6:F0} MB{(m.Found is null ? "" : $"; {m.Found}")}"));
        return m.Seconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
