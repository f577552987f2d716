using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance tls</c>: what endpoints really accept, and what a profile says of it. To name a host is the permission to probe it.</summary>
internal static class TlsCommand
{
    /// <summary>Endpoints probed at the same time: enough to hide those that do not answer, few enough for a desk's line.</summary>
    private const int Parallel = 8;

    private static readonly Argument<string[]> Hosts = new("host")
    {
        HelpName = "host[:port]",
        Description = "endpoint to probe; port 443 unless given; an IPv6 address in brackets",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Profile = Words.Option(
        "--profile", [], "what the endpoint is judged by", TlsProfiles.DefaultId, [.. TlsProfiles.Ids]);

    private static readonly Option<string> Start = Words.Option("--starttls", [], "the protocol around TLS", "none", "none", "smtp", "imap");
    private static readonly Option<string?> Trust = new("--trust") { HelpName = "file", Description = "PEM with roots to trust beside the system's" };
    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(Wording.Of, StringComparer.Ordinal);
    private static readonly Option<string> FailOn =
        Words.Option("--fail-on", [], "least severity that makes exit code 3", Wording.Of(Severity.High), [.. Severities.Keys]);
    private static readonly Option<int?> Timeout = new("--timeout") { HelpName = "seconds", Description = "longest time for one endpoint [default: 60]" };
    private static readonly Option<int?> Connections = new("--connections") { HelpName = "n", Description = "most connections to one endpoint [default: 250]" };
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("tls", "probe endpoints: which versions, suites and certificates they really accept, and whether that is good enough")
        {
            Hosts, Profile, Start, Trust, FailOn, Timeout, Connections, Output,
        };
        command.SetAction(parsed => RunAsync(parsed, terminal, cancellation).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var startTls = parsed.GetValue(Start) switch { "smtp" => StartTls.Smtp, "imap" => StartTls.Imap, _ => StartTls.None };
        var endpoints = parsed.GetRequiredValue(Hosts).Select(host => EndpointArgument.Parse(host, startTls)).ToList();
        foreach (var hint in endpoints.Select(EndpointArgument.Hint).OfType<string>().Distinct()) Terminal.Complain(hint);
        var options = new ProbeOptions { Addresses = AddressPolicy.Any, Roots = Roots(parsed.GetValue(Trust)) };
        var probe = new EndpointProbe(Limits(parsed), options, TimeProvider.System);
        var profile = TlsProfiles.Find(parsed.GetRequiredValue(Profile))!;

        var results = new TlsResult[endpoints.Count];
        await System.Threading.Tasks.Parallel.ForAsync(0, endpoints.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (i, cancelled) => results[i] = TlsResult.Of(await probe.ProbeAsync(endpoints[i], cancelled), profile));
        Write(results, parsed.GetRequiredValue(Output), terminal);
        return Exit(results, Severities[parsed.GetRequiredValue(FailOn)]);
    }

    private static void Write(TlsResult[] results, string output, Terminal terminal)
    {
        if (output == "json")
        {
            using var json = Terminal.OpenBytes();
            TlsJson.Write(results, json);
        }
        else
        {
            using var table = Terminal.OpenText();
            TlsTable.Write(results, table, terminal.Width, terminal.Colour);
        }
    }

    private static int Exit(TlsResult[] results, Severity failOn)
    {
        var findings = results.SelectMany(result => result.Findings).ToList();
        if (findings.Exists(finding => finding.Verdict == Verdict.Fail && finding.Severity >= failOn)) return ExitCode.FailingFinding;
        var open = findings.Exists(finding => finding.Verdict == Verdict.NotEvaluable && finding.Decides());
        return open || results.Any(result => result.Verdict == Verdict.NotEvaluable) ? ExitCode.NotEvaluable : ExitCode.Clean;
    }

    private static ProbeLimits Limits(ParseResult parsed)
    {
        var limits = ProbeLimits.Default;
        if (parsed.GetValue(Timeout) is { } seconds) limits = limits with { Time = TimeSpan.FromSeconds(seconds) };
        if (parsed.GetValue(Connections) is { } most) limits = limits with { Connections = most };
        try
        {
            return limits.Validated();
        }
        catch (InputException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    private static X509Certificate2Collection Roots(string? file)
    {
        var roots = new X509Certificate2Collection();
        if (file is null) return roots;
        if (file.Length == 0) throw new UsageException("--trust: names no file; give certificates in PEM");
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (CryptographicException wrong)
        {
            throw new InputException($"{file}: a certificate in it cannot be read; give certificates in PEM", wrong);
        }
        return roots.Count > 0 ? roots : throw new InputException($"{file}: there is no certificate in it; give certificates in PEM, `-----BEGIN CERTIFICATE-----`");
    }
}
