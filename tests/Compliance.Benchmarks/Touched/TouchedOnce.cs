using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Compliance.Benchmarks.Scan;
using Compliance.Evidence;
using Compliance.Touched;
using Compliance.Vendors;

namespace Compliance.Benchmarks.Touched;

/// <summary>One list of who was touched, in a process of its own, on one core.</summary>
internal static class TouchedOnce
{
    /// <param name="principals">How many people of the list are asked for, from its beginning.</param>
    public static int Run(string folder, string principals)
    {
        using var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
        var contract = Stopwatch.StartNew();
        var disk = new DiskFolder(folder);
        var record = VendorReader.Read(disk);
        var asked = record.People!.ByName.Keys.Order(StringComparer.Ordinal).Take(int.Parse(principals, CultureInfo.InvariantCulture)).ToList();
        contract.Stop();
        var clock = Stopwatch.StartNew();
        var result = TouchedRecords.Compute(record, disk, new TouchedQuestion(asked, null, null), Stream.Null, default);
        clock.Stop();
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(
            clock.Elapsed.TotalSeconds,
            contract.Elapsed.TotalSeconds,
            result.Sources.Sum(s => s.Bytes),
            result.Sources.Sum(s => s.Records),
            process.PeakWorkingSet64)
        {
            Found = string.Create(CultureInfo.InvariantCulture, $"{result.Accessed:N0} accessed, {result.Reachable:N0} reachable"),
        }));
        return 0;
    }
}
