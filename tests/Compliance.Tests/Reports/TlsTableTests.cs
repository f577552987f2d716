using Compliance.Reports;
using Compliance.Tests.Rules.Transit;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Tests.Reports;

public sealed class TlsTableTests
{
    [Fact]
    public void A_person_sees_the_verdict_first_and_then_what_fails_and_why()
    {
        var lines = Shown(Sight.AcceptingVersions(TlsVersion.Tls10)).Split('\n');

        Assert.Equal("crm.acme.example:443  fail  PCI DSS 4.0.1", lines[0]);
        Assert.Equal("  versions     TLS 1.0  TLS 1.2  TLS 1.3", lines[2]);
        Assert.StartsWith("  suites       10 accepted", lines[3], StringComparison.Ordinal);
        Assert.Equal("  certificate  CN=crm.acme.example, EC 256, sha256ECDSA, ends 2026-08-20 (in 80 days), trusted", lines[5]);
        Assert.Contains("  high  tls-version", lines);
        Assert.Contains("    why  accepts TLS 1.0 (PCI DSS 4.0.1, 4.2.1)", lines);
        Assert.Contains("    fix  switch the old versions off", Shown(Sight.AcceptingVersions(TlsVersion.Tls10)), StringComparison.Ordinal);
        Assert.True(Array.IndexOf(lines, "  high  tls-version") < Array.IndexOf(lines, "  advice, which does not decide"));
    }

    [Fact]
    public void An_endpoint_without_fault_takes_six_lines() =>
        Assert.Equal(
            """
            crm.acme.example:443  pass  PCI DSS 4.0.1
              probed       2026-06-01T12:00:00.000Z at 203.0.113.7, 41 connections, 63 ms
              versions     TLS 1.2  TLS 1.3
              suites       9 accepted
              groups       x25519, secp256r1, secp384r1, X25519MLKEM768
              certificate  CN=crm.acme.example, EC 256, sha256ECDSA, ends 2026-08-20 (in 80 days), trusted

            """, Shown(Sight.Good));

    [Fact]
    public void An_endpoint_that_was_not_reached_says_so_once()
    {
        var shown = Shown(Sight.Unreached);

        Assert.StartsWith("crm.acme.example:443  notEvaluable".Replace("crm", "gone", StringComparison.Ordinal), shown, StringComparison.Ordinal);
        Assert.Contains("  notEvaluable  not known: no route to host", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Split('\n').Length, 4, 7);
    }

    [Fact]
    public void What_the_server_wrote_is_shown_and_not_obeyed()
    {
        var shown = Shown(Sight.With(Sight.Certificate with { Subject = "CN=\u001b[2Jcleared", NameMatches = false, Names = ["a\nb", "\u202egnp"] }));

        Assert.DoesNotContain('\u001b', shown);
        Assert.DoesNotContain('\u202e', shown);
        Assert.Contains(@"\u001b[2Jcleared", shown, StringComparison.Ordinal);
        Assert.Contains(@"a\u000ab", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_endpoints_are_counted_at_the_end()
    {
        using var writer = new StringWriter();
        TlsTable.Write([TlsResult.Of(Sight.Good, Sight.Pci), TlsResult.Of(Sight.Unreached, Sight.Pci), TlsResult.Of(Sight.Good with { Compression = true }, Sight.Pci)], writer);

        Assert.EndsWith("3 endpoints  1 fail  1 notEvaluable  1 pass\n", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void In_colour_a_bad_version_stands_out()
    {
        using var writer = new StringWriter();
        TlsTable.Write([TlsResult.Of(Sight.AcceptingVersions(TlsVersion.Tls10), Sight.Pci)], writer, colour: true);

        Assert.Contains("\u001b[1;31mTLS 1.0\u001b[0m", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("\u001b[32mTLS 1.2\u001b[0m", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ended_certificate_says_when() =>
        Assert.Contains("ended 2026-05-31", Shown(Sight.With(Sight.Certificate with { NotAfter = Sight.Now - Duration.FromDays(1) })), StringComparison.Ordinal);

    private static string Shown(EndpointObservation seen)
    {
        using var writer = new StringWriter();
        TlsTable.Write([TlsResult.Of(seen, Sight.Pci)], writer, width: 120);
        return writer.ToString();
    }
}
