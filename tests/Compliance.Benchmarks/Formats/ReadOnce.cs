using System.Diagnostics;
using System.Text.Json;
using Compliance.Benchmarks.Scan;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Benchmarks.Formats;

/// <summary>One reading of one log in a process of its own, on one core.</summary>
internal static class ReadOnce
{
    public static int Run(string format, string path)
    {
        using var process = OneCore();
        var sink = new Counter();
        var entry = new LogEntry { Path = new Pattern("*"), Format = format };
        // What starting and compiling take is no part of the speed: the first records are read once before.
        _ = LogReader.ForFile(path + FormatSample.Head, entry).Read(new Counter(), null, default);
        var before = Environment.CpuUsage.TotalTime;
        var summary = LogReader.ForFile(path, entry).Read(sink, null, default)[0];
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        if (summary.Rejected > 0) throw new InvalidOperationException($"`{format}`: {summary.Rejected} records rejected: {summary.RejectedSamples[0].Reason}");
        Print(process, seconds, summary.Bytes, sink.Events);
        return 0;
    }

    /// <summary>Holds this process to one core, where the machine can do that.</summary>
    public static Process OneCore()
    {
        var process = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) process.ProcessorAffinity = 1;
        return process;
    }

    public static void Print(Process process, double seconds, long bytes, long events)
    {
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(seconds, 0, bytes, events, process.PeakWorkingSet64)));
    }

    private sealed class Counter : IEventSink
    {
        public long Events { get; private set; }

        public void Begin(LogSource source) { }

        public void Accept(in AccessEvent accessEvent) => Events++;

        public void Reject(in RejectedRecord record) { }
    }
}
