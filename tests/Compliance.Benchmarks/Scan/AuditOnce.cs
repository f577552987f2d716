using System.Diagnostics;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Benchmarks.Scan;

/// <summary>One audit in a process of its own, on one core, so that its peak memory is its own too.</summary>
internal static class AuditOnce
{
    public static int Run(string folder)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
        var contract = Stopwatch.StartNew();
        var disk = new DiskFolder(folder);
        var request = new AuditRequest { Id = "benchmark", Record = VendorReader.Read(disk), Folder = disk, StartedBy = "benchmark" };
        contract.Stop();
        var clock = Stopwatch.StartNew();
        var result = Auditor.Audit(request, null, default);
        clock.Stop();
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(
            clock.Elapsed.TotalSeconds,
            contract.Elapsed.TotalSeconds,
            result.Evidence.Sum(e => e.Bytes),
            result.Evidence.Sum(e => e.Records),
            process.PeakWorkingSet64)));
        return 0;
    }
}

/// <param name="Seconds">From the first byte of the log to the result.</param>
/// <param name="ContractSeconds">Before that: starting up, and reading vendor.yaml, access.yaml, people.csv and accounts.csv.</param>
/// <param name="PeakBytes">Peak resident memory of the process.</param>
internal sealed record Measurement(double Seconds, double ContractSeconds, long Bytes, long Events, long PeakBytes)
{
    /// <summary>What the work found, for the eye; null: nothing to say.</summary>
    public string? Found { get; init; }

    public double MegabytesPerSecond => Bytes / 1e6 / Seconds;
    public double EventsPerSecond => Events / Seconds;
}
