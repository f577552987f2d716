using System.Diagnostics;
using System.Net;
using Compliance.Samples;
using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Benchmarks.Tls;

/// <summary>The probe of an endpoint, beside sslscan and testssl.sh on the same servers in the same run.</summary>
internal static class TlsBenchmark
{
    private const string Testssl = "testssl";
    private static readonly string[] DefaultServers = ["modern", "legacy", "tls12-only", "rc4-3des"];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Parse(args, "--runs", "--servers", "--testssl", "--delay");
        var runs = arguments.Number("--runs", 7);
        if (OutsideProgram.Missing([.. TestServers.Programs, SslscanReport.Program]) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }
        var testssl = arguments.Text("--testssl") != "none" && OutsideProgram.Find(Testssl) is not null;
        await using var servers = await TestServers.StartAsync(TimeProvider.System);
        var names = arguments.Text("--servers")?.Split(',') ?? DefaultServers;
        var delay = TimeSpan.FromMilliseconds(arguments.Number("--delay", 0));
        var lines = names.Select(name => new DelayedLine(servers.Port(name), delay)).ToList();

        var rows = new List<TlsRow>();
        Console.WriteLine(TlsRow.Header);
        foreach (var (name, line) in names.Zip(lines))
        {
            rows.Add(await MeasureAsync(name, line.Port, runs, testssl));
            Console.WriteLine(rows[^1]);
        }
        foreach (var ratio in TlsRow.Ratios(rows)) Console.WriteLine(ratio);
        await MeasureTogetherAsync([.. lines.Select(line => line.Port)], runs);
        foreach (var line in lines) await line.DisposeAsync();
        return 0;
    }

    // In turn, so that what else the machine does meets each of them alike.
    private static async Task<TlsRow> MeasureAsync(string name, int port, int runs, bool testssl)
    {
        var seen = await ProbeAsync(port);
        List<double> warm = [], command = [], sslscan = [];
        for (var run = 0; run < runs; run++)
        {
            warm.Add(await TimeAsync(() => ProbeAsync(port)));
            command.Add(await TimeAsync(() => CommandLine.RunAsync(port)));
            sslscan.Add(await TimeAsync(() => SslscanReport.OfAsync(port)));
        }
        var peer = await SslscanReport.OfAsync(port);
        if (peer.Suites.Count != seen.Suites.Count)
            throw new InvalidOperationException($"{name}: the probe saw {seen.Suites.Count} suites, sslscan {peer.Suites.Count}: their times cannot be compared");
        double? once = testssl ? await TimeAsync(() => TestsslAsync(port)) : null;
        return new(name, seen.Suites.Count, seen.Connections, Median(warm), Median(command), Median(sslscan), once);
    }

    // As an audit does it: all endpoints in one process, whose start-up they share.
    private static async Task MeasureTogetherAsync(IReadOnlyList<int> ports, int runs)
    {
        var targets = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(targets, ports.Select(port => $"127.0.0.1:{port}"));
            List<double> command = [], sslscan = [];
            for (var run = 0; run < runs; run++)
            {
                command.Add(await TimeAsync(() => CommandLine.RunAsync(ports)));
                sslscan.Add(await TimeAsync(() => OutsideProgram.RunAsync(SslscanReport.Program, Path.GetTempPath(), $"--targets={targets}", "--no-colour", "--no-heartbleed")));
            }
            Console.WriteLine(FormattableString.Invariant(
                $"together  compliance tls {Median(command) / ports.Count:N0} ms an endpoint, sslscan --targets {Median(sslscan) / ports.Count:N0} ms: {Median(command) / Median(sslscan):F2}×"));
        }
        finally
        {
            File.Delete(targets);
        }
    }

    private static Task<EndpointObservation> ProbeAsync(int port) => new EndpointProbe(ProbeLimits.Default, new ProbeOptions
    {
        Addresses = AddressPolicy.Any,
        Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
    }, TimeProvider.System).ProbeAsync(new Endpoint("localhost", port), CancellationToken.None);

    // Protocols, suites per protocol, certificate, HTTP headers: the least that answers what the probe answers. Server preference, groups,
    // renegotiation, compression and fallback, which the probe asks for too, are left out in its favour.
    private static async Task TestsslAsync(int port)
    {
        // Its exit code counts what it has to complain about; that it came to its end stands in its last line.
        var (code, output, _) = await OutsideProgram.EndAsync(Testssl, Path.GetTempPath(),
            "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none", "--ip", "127.0.0.1", "-p", "-E", "-S", "-h", $"localhost:{port}");
        if (!output.Contains(" Done ", StringComparison.Ordinal)) throw new InvalidOperationException($"`{Testssl}` ended with {code}: {output}");
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var clock = Stopwatch.StartNew();
        await run();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
