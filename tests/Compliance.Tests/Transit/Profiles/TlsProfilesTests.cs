using System.Text;
using Compliance.Findings;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Profiles;

public sealed class TlsProfilesTests
{
    private static readonly string Pci = File.ReadAllText(Path.Combine(Repository.At("src", "Compliance"), "Transit", "Profiles", "pci-dss-4.0.1.json"));

    [Fact]
    public void The_four_profiles_are_there_and_PCI_is_what_is_meant_when_nobody_says()
    {
        Assert.Equal(["mozilla-intermediate", "mozilla-modern", "nist-800-52r2", "pci-dss-4.0.1"], TlsProfiles.All.Select(profile => profile.Id));
        Assert.Equal("pci-dss-4.0.1", TlsProfiles.Default.Id);
        Assert.Null(TlsProfiles.Find("none"));
    }

    [Fact]
    public void Every_demand_names_its_source_and_its_severity_tells_whether_it_decides() =>
        Assert.All(TlsProfiles.All.SelectMany(TlsProfiles.Demands), demand =>
        {
            Assert.Equal(demand.Level == DemandLevel.Require, demand.Severity >= Severity.Medium);
            Assert.NotEmpty(demand.Source);
        });

    [Fact]
    public void Mozilla_intermediate_has_exactly_six_suites_of_TLS_12()
    {
        var allowed = TlsProfiles.Find("mozilla-intermediate")!.Suites.Allowed!.Names;

        Assert.Equal(6, allowed.Count(name => name.Contains("_WITH_", StringComparison.Ordinal)));
        Assert.DoesNotContain(allowed, name => name.Contains("_DHE_", StringComparison.Ordinal));
        Assert.Equal(3, TlsProfiles.Find("mozilla-modern")!.Suites.Allowed!.Names.Count);
    }

    [Fact]
    public void Nist_approves_no_ChaCha20() =>
        Assert.DoesNotContain(TlsProfiles.Find("nist-800-52r2")!.Suites.Allowed!.Names, name => name.Contains("CHACHA", StringComparison.Ordinal));

    [Fact]
    public void PCI_requires_neither_TLS_13_nor_HSTS_nor_stapling()
    {
        var pci = TlsProfiles.Default;

        Assert.All(pci.Versions.Wanted, demand => Assert.Equal(DemandLevel.Advise, demand.Level));
        Assert.Equal(DemandLevel.Advise, pci.Http.TransportSecurity!.Level);
        Assert.Equal(DemandLevel.Advise, pci.Certificate.Stapling!.Level);
    }

    [Fact]
    public void A_profile_as_it_comes_is_read() => Assert.Equal("PCI DSS 4.0.1", Read(Pci).Title);

    [Theory]
    [InlineData("\"title\":", "\"titel\":")]
    [InlineData("\"below\": 2048", "\"least\": 2048")]
    [InlineData("\"tls1.0\"", "\"tls1\"")]
    [InlineData("\"trait\": \"rc4\"", "\"trait\": \"rc5\"")]
    [InlineData("\"level\": \"advise\"", "\"level\": \"must\"")]
    [InlineData("\"severity\": \"high\"", "\"severity\": 3")]
    [InlineData("\"below\": 2048", "\"below\": \"2048\"")]
    [InlineData("\"X25519MLKEM768\"", "\"X25519KEM\"")]
    [InlineData("\"issuedFrom\": \"2026-03-15\"", "\"issuedFrom\": \"15.3.2026\"")]
    [InlineData("\"severity\": \"critical\"", "\"severity\": \"low\"")]
    [InlineData("\"source\": \"RFC 7507\"", "\"source\": \" \"")]
    [InlineData("\"allowed\": null", "\"allowed\": { \"names\": [\"TLS_NO_SUCH\"], \"level\": \"require\", \"severity\": \"high\", \"source\": \"x\" }")]
    public void What_a_profile_cannot_say_is_refused(string right, string wrong)
    {
        Assert.Contains(right, Pci, StringComparison.Ordinal);

        var refusal = Assert.Throws<InputException>(() => Read(Pci.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith("mine.json: ", refusal.Message, StringComparison.Ordinal);
    }

    private static TlsProfile Read(string json) => TlsProfiles.Read("mine.json", new MemoryStream(Encoding.UTF8.GetBytes(json)));
}
