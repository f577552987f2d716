using Compliance.Benchmarks.Resources;
using Compliance.Benchmarks.Scan;
using Compliance.Benchmarks.Tls;
using Compliance.Benchmarks.Touched;

const string usage = """
    scan [--bytes 1GB] [--distinct none|resources|principals] [--folder DIR] [--peer duckdb|none] [--runs 3]
        audits a generated OCSF log of that size, all rules on, on one core, and lets DuckDB answer three of the
        questions on one thread; prints MB/s, events/s and peak resident memory of each, and the ratio.
    resources [--rows 200000] [--runs 3] [--file FILE]
        judges generated Resource Graph rows by every check on one core; prints resources/s and MB/s beside those of
        parsing the same file alone.
    touched [--bytes 500MB] [--distinct none|resources|principals] [--folder DIR] [--runs 3]
        lists what one principal, then everybody, touched in a generated log, on one core, beside the audit of the same
        log; prints MB/s, events/s and peak resident memory of each, and the ratios.
    tls [--runs 7] [--servers NAME,NAME] [--testssl none] [--delay 0]
        probes TLS servers started for it, in this process and as `compliance tls`, beside sslscan and testssl.sh (once);
        prints milliseconds per endpoint, medians, and the ratios. --delay: a line of so many ms there and back.
    """;

switch (args)
{
    case ["scan", .. var rest]:
        return ScanBenchmark.Run(rest);
    case ["resources", .. var rest]:
        return ResourcesBenchmark.Run(rest);
    case ["audit-once", var folder]:
        return AuditOnce.Run(folder);
    case ["touched", .. var rest]:
        return TouchedBenchmark.Run(rest);
    case ["touched-once", var folder, var principals]:
        return TouchedOnce.Run(folder, principals);
    case ["tls", .. var rest]:
        return await TlsBenchmark.RunAsync(rest);
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
