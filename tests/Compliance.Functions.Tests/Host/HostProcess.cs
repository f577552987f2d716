using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Compliance.Functions.Tests.Host;

/// <summary>The application of the tests, running as a process of its own on a free port, its state in a folder that outlives it.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Lines _output = new();
    private readonly Lines _errors = new();

    private HostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // A request that asks whether to go on waits for the answer, however busy the machine.
        Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience }) { Timeout = Patience };
    }

    /// <summary>Speaks to the process once it listens.</summary>
    public HttpClient Client { get; }

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => _output.All;

    /// <summary>Lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => _errors.All;

    /// <summary>Where the application was built to.</summary>
    public static string ApplicationFile { get; } = Path.GetFullPath(Metadata("TestsApp"));

    /// <summary>Starts the application and waits until it listens.</summary>
    public static async Task<HostProcess> StartAsync(TempFolder folder, params (string Name, string Value)[] settings)
    {
        var host = Launch(folder, ["--port", "0"], settings);
        var ready = await host.SaysAsync("Listening on ");
        host.Client.BaseAddress = new Uri(Address().Match(ready).Value.Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        return host;
    }

    /// <summary>Starts the application without waiting for anything.</summary>
    public static HostProcess Launch(TempFolder folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        Skip.If(Metadata("Hosting") == "Azure", "the host of Hosting=Azure is Azure's own; these tests are of the local one");
        var start = new ProcessStartInfo("dotnet", [ApplicationFile, .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Due on New Year's Day only, unless a test says otherwise; and a killed process is missed soon.
        start.Environment["TickSchedule"] = "0 0 0 1 1 *";
        start.Environment["StartupSchedule"] = "0 0 0 1 1 *";
        start.Environment["EmbeddedQueueLease"] = "00:00:02";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new HostProcess(new Process { StartInfo = start });
    }

    /// <summary>Waits for the <paramref name="times"/>th line of standard output that contains a text, and returns it.</summary>
    public Task<string> SaysAsync(string text, int times = 1) => WaitAsync(_output, text, times);

    /// <summary>The same on standard error.</summary>
    public Task<string> LogsAsync(string text, int times = 1) => WaitAsync(_errors, text, times);

    /// <summary>Lines of standard output that contain a text.</summary>
    public int Count(string text) => Output.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until something is true of what was written, which is looked at ten times a second.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ctrl+C; returns the exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        return await ExitAsync();
    }

    /// <summary>Waits for the process to end by itself; returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<string> WaitAsync(Lines lines, string text, int times)
    {
        try
        {
            return await lines.FindAsync(text, times).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"`{text}` was not written {times} times in {Patience}:\n{string.Join('\n', [.. Output, .. Errors])}");
        }
    }

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;

    [GeneratedRegex("http://localhost:[0-9]+/")]
    private static partial Regex Address();
}
