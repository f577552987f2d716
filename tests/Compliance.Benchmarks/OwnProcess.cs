using System.Diagnostics;
using System.Text.Json;
using Compliance.Benchmarks.Scan;

namespace Compliance.Benchmarks;

/// <summary>Runs this program again for one measurement, so that peak memory and warm-up are that measurement's own.</summary>
internal static class OwnProcess
{
    public static Measurement Measure(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"`{arguments[0]}` could not be started");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<Measurement>(output) ?? throw new InvalidOperationException($"`{arguments[0]}` printed no measurement");
    }
}
