using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Compliance.Samples;

namespace Compliance.Benchmarks.Load;

/// <summary>The running service asked for many things at once by wrk: whether a request fails, and whether memory stays level. Beside it the same service
/// asked whether it lives, and one that sends telemetry, in turns.</summary>
internal static class LoadBenchmark
{
    private const string Connections = "16";
    private static readonly int[] Meant = [200, 202, 304, 429];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "--seconds", "--turns", "--turn-seconds");
        var folder = Directory.CreateTempSubdirectory("compliance-load-");
        try
        {
            var failed = await LongAsync(folder.CreateSubdirectory("long").FullName, arguments.Number("--seconds", 120));
            await TurnsAsync(folder, arguments.Number("--turns", 4), arguments.Number("--turn-seconds", 10));
            return failed ? 1 : 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> LongAsync(string folder, int seconds)
    {
        using var service = await ServiceUnderLoad.StartAsync(folder);
        var load = WrkAsync(service, seconds, mixed: true);
        var clock = Stopwatch.StartNew();
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(10)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at {clock.Elapsed.TotalSeconds,4:F0} s   {service.MemoryBytes / 1048576.0:F0} MiB resident"));
        }
        var run = await load;
        var failures = run.Statuses.Where(status => !Meant.Contains(status.Key)).Sum(status => status.Value) + run.SocketErrors;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"mixed       {run.Requests:N0} requests, {run.PerSecond:N0}/s: {string.Join(", ", run.Statuses.OrderBy(status => status.Key).Select(status => $"{status.Value:N0} of {status.Key}"))}; {run.SocketErrors} socket errors; {failures} failed"));
        return failures > 0;
    }

    // In turns, so that the machine's other work falls on both.
    private static async Task TurnsAsync(DirectoryInfo folder, int turns, int seconds)
    {
        using var collector = new Collector();
        using var silent = await ServiceUnderLoad.StartAsync(folder.CreateSubdirectory("silent").FullName);
        using var telling = await ServiceUnderLoad.StartAsync(folder.CreateSubdirectory("telling").FullName, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        var (mixed, alive, told) = (new List<double>(), new List<double>(), new List<double>());
        // The first turn warms up.
        for (var turn = 0; turn <= turns; turn++)
        {
            var costs = new[] { await CostAsync(silent, seconds, mixed: true), await CostAsync(silent, seconds, mixed: false), await CostAsync(telling, seconds, mixed: true) };
            if (turn == 0) continue;
            mixed.Add(costs[0]);
            alive.Add(costs[1]);
            told.Add(costs[2]);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"processor   {Median(mixed):F0} µs a mixed request, {Median(alive):F0} µs one that asks whether it lives ({Median(mixed) / Median(alive):F1}×), {Median(told):F0} µs a mixed one with telemetry sent ({Median(told) / Median(mixed):F2}×, {collector.Received} batches)"));
    }

    private static async Task<double> CostAsync(ServiceUnderLoad service, int seconds, bool mixed)
    {
        var before = service.ProcessorTime;
        var run = await WrkAsync(service, seconds, mixed);
        if (run.Statuses.Keys.Except(Meant).Any()) throw new InvalidOperationException($"requests failed: {string.Join(", ", run.Statuses)}");
        return (service.ProcessorTime - before).TotalMicroseconds / run.Requests;
    }

    private static async Task<LoadRun> WrkAsync(ServiceUnderLoad service, int seconds, bool mixed)
    {
        var (finding, audit) = await service.SomeAsync();
        var length = string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s");
        var script = Path.Combine(AppContext.BaseDirectory, "Load", mixed ? "mix.lua" : "live.lua");
        var start = new ProcessStartInfo("wrk", ["-t2", $"-c{Connections}", length, "-s", script, service.Address, "--", ServiceUnderLoad.Vendor, finding, audit]) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("`wrk` could not be started");
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return LoadRun.Parse(said);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

}
