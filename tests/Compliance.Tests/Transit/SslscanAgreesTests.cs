using Compliance.Tests.Transit.Servers;
using Xunit.Abstractions;

namespace Compliance.Tests.Transit;

[Collection(RealServersFixture.Collection)]
public sealed class SslscanAgreesTests(RealServersFixture real, ITestOutputHelper o)
{
    [SkippableTheory]
    [InlineData("modern")]
    [InlineData("legacy")]
    [InlineData("everything")]
    [InlineData("tls13-only")]
    [InlineData("tls12-only")]
    [InlineData("tls10-only")]
    [InlineData("p384-only")]
    [InlineData("one-suite")]
    [InlineData("rsa-1024")]
    [InlineData("sha1")]
    [InlineData("p384")]
    [InlineData("stapled")]
    [InlineData("null")]
    [InlineData("anonymous")]
    [InlineData("dhe-1024")]
    [InlineData("ccm")]
    [InlineData("chacha")]
    [InlineData("camellia-aria")]
    [InlineData("legacy-renegotiation")]
    [InlineData("mail")]
    [InlineData("rc4-3des")]
    public async Task Look(string name)
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        var r = await SslscanReport.OfAsync(real.Servers.Port(name));
        o.WriteLine($"LOOK {name}: v {string.Join(",", r.Versions.Select(x => x.ToString("x")))} suites {string.Join(" ", r.Suites.GroupBy(s => s.Version).Select(g => g.Key.ToString("x") + ":" + g.Count()))} groups {string.Join(" ", r.Groups.GroupBy(s => s.Version).Select(g => g.Key.ToString("x") + ":" + g.Count()))} dh {string.Join(",", r.DhBits)} reneg {r.SecureRenegotiation} {r.SignatureAlgorithm}");
    }

    [SkippableFact]
    public async Task Fronts()
    {
        Skip.IfNot(real.Unavailable is null, real.Unavailable);
        await using var smtp = StartTlsFront.Smtp(real.Servers.Port("mail"));
        await using var imap = StartTlsFront.Imap(real.Servers.Port("mail"));
        var r = await SslscanReport.OfAsync(smtp.Port, "--starttls-smtp");
        var i = await SslscanReport.OfAsync(imap.Port, "--starttls-imap");
        o.WriteLine($"LOOK {r.Suites.Count} {i.Suites.Count}");
        await using var responder = new Responder(new() { Suites = new Dictionary<ushort, ushort[]> { [0x0300] = [3, 6, 8, 7, 9, 4, 5, 10, 0x14, 0x17], [0x0301] = [3, 9, 0x11] }, Certificates = [real.Servers.Authority.Root.RawData], Fragment = 7 });
        var s = await SslscanReport.OfAsync(responder.Port);
        o.WriteLine($"LOOK {string.Join(",", s.Versions.Select(x => x.ToString("x")))} {string.Join(" ", s.Suites)}");
    }
}
