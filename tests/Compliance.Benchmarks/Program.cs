using Compliance.Benchmarks.Formats;
using Compliance.Benchmarks.Load;
using Compliance.Benchmarks.Resources;
using Compliance.Benchmarks.Scan;
using Compliance.Benchmarks.Slices;
using Compliance.Benchmarks.Tls;
using Compliance.Benchmarks.Touched;
using Compliance.Benchmarks.Trail;

const string usage = """
    scan [--bytes 1GB] [--distinct none|resources|principals] [--folder DIR] [--peer duckdb|none] [--runs 3]
        audits a generated OCSF log of that size, all rules on, on one core, and lets DuckDB answer three of the
        questions on one thread; prints MB/s, events/s and peak resident memory of each, and the ratio.
    slices [--bytes 200MB] [--slices 8] [--folder DIR] [--runs 3]
        audits a generated log in one piece and in slices, on one core; prints user time of each, and what is left to the merge.
    formats [--bytes 200MB] [--formats NAME,NAME] [--folder DIR] [--runs 3]
        reads a generated log of every format on one core, beside the JSON reader of the base library or CsvHelper over the same
        bytes, and their digest alone; prints MB/s, events/s and peak resident memory of each, by processor time.
    resources [--rows 200000] [--runs 3] [--file FILE]
        judges generated Resource Graph rows by every check on one core; prints resources/s and MB/s beside those of
        parsing the same file alone.
    touched [--bytes 500MB] [--distinct none|resources|principals] [--folder DIR] [--runs 3]
        lists what one principal, then everybody, touched in a generated log, on one core, beside the audit of the same
        log; prints MB/s, events/s and peak resident memory of each, and the ratios.
    trail verify [--entries 1000000] [--folder DIR] [--runs 3]
        verifies a generated export of a trail on one core, beside sha256sum of its lines; prints entries/s, peak resident
        memory and the ratio.
    tls [--runs 7] [--servers NAME,NAME] [--testssl none] [--delay 0]
        probes TLS servers started for it, in this process and as `compliance tls`, beside sslscan and testssl.sh (once);
        prints milliseconds per endpoint, medians, and the ratios. --delay: a line of so many ms there and back.
    trail export [--entries 1000000] [--folder DIR] [--runs 3]
        exports a generated log on one core, as a directory and as a zip; prints entries/s, MB/s and peak resident memory,
        and what generating the same leaves takes alone.
    load [--seconds 120] [--turns 4] [--turn-seconds 10]
        asks the running service for many things at once (wrk, 16 connections), fails when a request fails, and prints its memory every
        ten seconds; then, in turns, processor time per request beside one that asks for nothing, and with telemetry sent.
    trail append [--chunks 100] [--callers 64] [--each 10]
        appends full chunks to a trail, one writer, beside the plain insertion of the same entities, on Azurite and on an
        embedded store; then single entries, one caller beside many at once; prints entries/s and the ratios.
    """;

switch (args)
{
    case ["scan", .. var rest]:
        return ScanBenchmark.Run(rest);
    case ["slices", .. var rest]:
        return SlicesBenchmark.Run(rest);
    case ["formats", .. var rest]:
        return FormatsBenchmark.Run(rest);
    case ["format-once", var format, var path]:
        return ReadOnce.Run(format, path);
    case ["format-peer", var peer, var path]:
        return PeerOnce.Run(peer, path);
    case ["resources", .. var rest]:
        return ResourcesBenchmark.Run(rest);
    case ["audit-once", var folder]:
        return AuditOnce.Run(folder);
    case ["touched", .. var rest]:
        return TouchedBenchmark.Run(rest);
    case ["touched-once", var folder, var principals]:
        return TouchedOnce.Run(folder, principals);
    case ["trail", "export", .. var rest]:
        return ExportBenchmark.Run(rest);
    case ["trail-export-once", var target, var entries, var path]:
        return await ExportOnce.RunAsync(target, entries, path);
    case ["trail", "verify", .. var rest]:
        return await VerifyBenchmark.RunAsync(rest);
    case ["trail-verify-once", var folder]:
        return await VerifyOnce.RunAsync(folder);
    case ["tls", .. var rest]:
        return await TlsBenchmark.RunAsync(rest);
    case ["load", .. var rest]:
        return await LoadBenchmark.RunAsync(rest);
    case ["trail", "append", .. var rest]:
        return await AppendBenchmark.RunAsync(rest);
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
