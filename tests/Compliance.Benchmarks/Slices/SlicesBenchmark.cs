using System.Diagnostics;
using System.Globalization;
using Compliance.Evidence;
using Compliance.Samples;
using Compliance.Samples.Scan;
using Compliance.Slices;
using Compliance.Vendors;

namespace Compliance.Benchmarks.Slices;

/// <summary>What of an audit slices take off the merge: user time of each, beside the audit of the same files in one piece.</summary>
internal static class SlicesBenchmark
{
    private const int BlockBytes = 1 << 20;

    public static int Run(string[] args)
    {
        var arguments = Arguments.Parse(args, "--bytes", "--slices", "--folder", "--runs");
        var folder = arguments.Text("--folder") ?? Path.Combine(Path.GetTempPath(), "compliance-slices");
        var facts = ScanLog.Write(folder, new ScanOptions(arguments.Bytes("--bytes", 200_000_000)));
        var count = arguments.Number("--slices", 8);
        Divide(facts.Path, facts.Bytes / count);
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) Process.GetCurrentProcess().ProcessorAffinity = 1;
        Console.WriteLine(FormattableString.Invariant($"log       {facts.Bytes / 1e6:F0} MB, {facts.Records:N0} records"));
        // The first run warms up, and is shown with the others.
        for (var run = 0; run < arguments.Number("--runs", 3) + 1; run++) Measure(folder, facts.Bytes / count);
        return 0;
    }

    private static void Measure(string folder, long sliceBytes)
    {
        var disk = new DiskFolder(folder);
        var request = new AuditRequest { Id = "benchmark", Record = VendorReader.Read(disk), Folder = disk, StartedBy = "benchmark" };
        var plan = SlicePlan.Of(new LogReader(disk, request.Record.Vendor.Logs).Files, sliceBytes);
        var key = SliceKey.Draw();
        var whole = UserTime(() => Auditor.Audit(request, progress: null, default));
        var paths = plan.Slices.Select(slice => Path.Combine(Path.GetTempPath(), $"compliance-slice-{slice.Number}")).ToList();
        var reading = plan.Slices.Select(slice => UserTime(() =>
        {
            using var output = File.Create(paths[slice.Number - 1]);
            Auditor.ReadSlice(request, slice, key, output, default);
        })).ToList();
        var files = plan.Slices.Select(slice => SliceFile.Read(slice.Number, () => File.OpenRead(paths[slice.Number - 1]))).ToList();
        var merge = UserTime(() => Auditor.Audit(request, plan, files, key, default));
        var bytes = paths.Sum(path => new FileInfo(path).Length);
        paths.ForEach(File.Delete);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"one piece {whole:F2} s; {plan.Slices.Count} slices {reading.Sum():F2} s in all, {reading.Max():F2} s at most, files of {bytes / 1e6:F0} MB; merge {merge:F2} s; the merge is {100 * merge / (reading.Sum() + merge):F0} % of the work"));
    }

    private static double UserTime(Action act)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.UserProcessorTime;
        act();
        process.Refresh();
        return (process.UserProcessorTime - before).TotalSeconds;
    }

    // Whole lines, in files beside the log, in its place.
    private static void Divide(string log, long bytes)
    {
        using (var input = File.OpenRead(log))
        {
            var block = new byte[BlockBytes];
            FileStream? part = null;
            var parts = 0;
            while (input.Read(block) is var read and > 0)
            {
                part ??= File.Create($"{log[..^".ndjson".Length]}-{parts++:D4}.ndjson");
                var end = part.Length < bytes ? -1 : block.AsSpan(0, read).IndexOf((byte)'\n');
                part.Write(block, 0, end < 0 ? read : end + 1);
                if (end < 0) continue;
                part.Dispose();
                part = null;
                if (end + 1 == read) continue;
                part = File.Create($"{log[..^".ndjson".Length]}-{parts++:D4}.ndjson");
                part.Write(block, end + 1, read - end - 1);
            }
            part?.Dispose();
        }
        File.Delete(log);
    }
}
