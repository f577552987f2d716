using System.Text.Json;
using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;

namespace Compliance.Tests.Cli;

public sealed class TlsTests
{
    private static readonly string[] Strong = ["-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384", "-groups", "X25519:P-256:P-384"];
    private static readonly string[] Legacy = ["-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"];

    [Theory]
    [InlineData("tls", "host[:port]")]
    [InlineData("tls https://crm.acme.example/", "`https://crm.acme.example/` is an address of a page")]
    [InlineData("tls crm.acme.example:", "`` is no port")]
    [InlineData("tls crm.acme.example:0", "`0` is no port")]
    [InlineData("tls crm.acme.example:65536", "`65536` is no port")]
    [InlineData("tls crm.acme.example:https", "`https` is no port")]
    [InlineData("tls :443", "names no host")]
    [InlineData("tls ::1", "goes in brackets, `[::1]`")]
    [InlineData("tls [::1", "write `[2001:db8::1]`")]
    [InlineData("tls [::1]443", "write `[2001:db8::1]`")]
    [InlineData("tls 127.0.0.1:1 a..b", "`a..b` is no name of a host and no address")]
    [InlineData("tls http://crm.acme.example", "give the host, `crm.acme.example`")]
    [InlineData("tls a --trust ", "--trust: names no file")]
    [InlineData("tls a --profile sox", "--profile: `sox` is not one of mozilla-intermediate, mozilla-modern, nist-800-52r2, pci-dss-4.0.1")]
    [InlineData("tls a --starttls ftp", "--starttls: `ftp` is not one of")]
    [InlineData("tls a --connections 1", "`Connections` is 1; give it a value from 10 to 5000")]
    [InlineData("tls a --timeout 0", "`Time` is 0 s")]
    [InlineData("tls a -o csv", "`csv` is not one of table, json")]
    public async Task A_wrong_command_line_exits_2_and_says_what_is_wrong(string line, string said)
    {
        var outcome = await CommandLine.RunAsync(line.Split(' '));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task A_file_without_certificates_is_nothing_to_trust()
    {
        var outcome = await CommandLine.RunAsync("tls", "127.0.0.1:9", "--trust", typeof(TlsTests).Assembly.Location);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("there is no certificate in it; give certificates in PEM", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_nothing_passes_and_the_exit_says_so()
    {
        var outcome = await CommandLine.RunAsync("tls", $"127.0.0.1:{OpensslServer.FreePort()}", "-o", "json");

        Assert.Equal(4, outcome.ExitCode);
        Assert.Equal("notEvaluable", Endpoints(outcome.Output)[0].GetProperty("verdict").GetString());
    }

    [SkippableFact]
    public async Task A_strong_server_whose_certificate_is_trusted_passes()
    {
        await using var server = await OpensslServer.StartAsync(Strong);

        var outcome = await CommandLine.RunAsync("tls", server.Address, "--trust", server.CertificateFile, "-o", "json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var endpoint = Endpoints(outcome.Output)[0];
        Assert.Equal("pass", endpoint.GetProperty("verdict").GetString());
        Assert.True(endpoint.GetProperty("versions").GetProperty("tls1.3").GetBoolean());
        Assert.Equal("EC", endpoint.GetProperty("certificate").GetProperty("keyType").GetString());
        Assert.All(endpoint.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("advise", finding.GetProperty("level").GetString()));
    }

    [SkippableFact]
    public async Task The_same_server_fails_where_nobody_trusts_its_certificate()
    {
        await using var server = await OpensslServer.StartAsync(Strong);

        var outcome = await CommandLine.RunAsync("tls", server.Address);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("high  tls-certificate-trust", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("is signed by itself", outcome.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_of_yesterday_fails_on_versions_and_suites()
    {
        await using var server = await OpensslServer.StartAsync(Legacy);

        var outcome = await CommandLine.RunAsync("tls", server.Address, "--trust", server.CertificateFile, "-o", "json");

        Assert.Equal(3, outcome.ExitCode);
        var endpoint = Endpoints(outcome.Output)[0];
        Assert.True(endpoint.GetProperty("versions").GetProperty("tls1.0").GetBoolean());
        Assert.Contains(endpoint.GetProperty("suites").EnumerateArray(), suite =>
            suite.GetProperty("name").GetString()!.Contains("_NULL_", StringComparison.Ordinal) && suite.GetProperty("verdict").GetString() == "fail");
        var failing = endpoint.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("verdict").GetString() == "fail").ToList();
        Assert.Equal("tls-suite critical require", Said(failing[0]));
        Assert.Contains("tls-version high require", failing.Select(Said));

        static string Said(JsonElement finding) =>
            $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("severity").GetString()} {finding.GetProperty("level").GetString()}";
    }

    [SkippableFact]
    public async Task What_makes_the_exit_fail_is_the_users_choice()
    {
        await using var server = await OpensslServer.StartAsync(["-cipher", "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0"]);

        var high = await CommandLine.RunAsync("tls", server.Address, "--trust", server.CertificateFile);
        var critical = await CommandLine.RunAsync("tls", server.Address, "--trust", server.CertificateFile, "--fail-on", "critical");

        Assert.Equal((3, 0), (high.ExitCode, critical.ExitCode));
        Assert.Equal("fail", critical.Output.Split('\n')[0].Split("  ")[1]);
    }

    [SkippableFact]
    public async Task Endpoints_are_shown_in_the_order_in_which_they_were_named()
    {
        await using var server = await OpensslServer.StartAsync(Strong);
        var silent = $"127.0.0.1:{OpensslServer.FreePort()}";

        var outcome = await CommandLine.RunAsync("tls", server.Address, silent, server.Address, "--trust", server.CertificateFile, "-o", "json");

        Assert.Equal([server.Address, silent, server.Address], Endpoints(outcome.Output).Select(endpoint => $"{endpoint.GetProperty("host").GetString()}:{endpoint.GetProperty("port").GetInt32()}"));
        Assert.Equal(4, outcome.ExitCode);
    }

    [SkippableFact]
    public async Task The_document_can_be_judged_again_with_the_same_result()
    {
        await using var server = await OpensslServer.StartAsync(Legacy);

        var outcome = await CommandLine.RunAsync("tls", server.Address, "--profile", "nist-800-52r2", "-o", "json");

        using var document = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(outcome.Output));
        var read = Assert.Single(ObservationJsonReader.Read("tls.json", document));
        Assert.Equal("nist-800-52r2", read.Profile);
        var again = TransitRules.Judge(read.Seen, TlsProfiles.Find(read.Profile!)!).Where(judgement => judgement.Verdict == Verdict.Fail).Select(judgement => judgement.Message);
        var then = Endpoints(outcome.Output)[0].GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("verdict").GetString() == "fail").Select(finding => finding.GetProperty("message").GetString()!);
        Assert.Equal(again.Order(StringComparer.Ordinal), then.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_port_of_mail_brings_a_hint()
    {
        var outcome = await CommandLine.RunAsync("tls", "127.0.0.1:587", "--timeout", "2");

        Assert.Contains("port 587 speaks SMTP before TLS; try --starttls smtp", outcome.Error, StringComparison.Ordinal);
    }

    private static List<JsonElement> Endpoints(string document) => [.. JsonElement.Parse(document).GetProperty("endpoints").EnumerateArray()];
}
