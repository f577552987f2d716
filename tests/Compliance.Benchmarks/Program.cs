using Compliance.Benchmarks.Resources;
using Compliance.Benchmarks.Scan;

const string usage = """
    scan [--bytes 1GB] [--distinct none|resources|principals] [--folder DIR] [--peer duckdb|none] [--runs 3]
        audits a generated OCSF log of that size, all rules on, on one core, and lets DuckDB answer three of the
        questions on one thread; prints MB/s, events/s and peak resident memory of each, and the ratio.
    resources [--rows 200000] [--runs 3] [--file FILE]
        judges generated Resource Graph rows by every check on one core; prints resources/s and MB/s beside those of
        parsing the same file alone.
    """;

switch (args)
{
    case ["scan", .. var rest]:
        return ScanBenchmark.Run(rest);
    case ["resources", .. var rest]:
        return ResourcesBenchmark.Run(rest);
    case ["audit-once", var folder]:
        return AuditOnce.Run(folder);
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
