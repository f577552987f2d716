using Compliance.Tests.Samples;
using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Tests.Transit;

/// <summary>X25519MLKEM768 on a library that has it, while none here does.</summary>
public sealed class RealServersPostQuantumTests
{
    private const int X25519MlKem768 = 0x11EC;

    [SkippableTheory]
    [InlineData("X25519MLKEM768", new int[] { X25519MlKem768 })]
    [InlineData("X25519MLKEM768:X25519:P-256", new int[] { 0x0017, 0x001D, X25519MlKem768 })]
    [InlineData("X25519:P-384", new int[] { 0x0018, 0x001D })]
    public async Task The_hybrid_group_is_seen_where_it_is_accepted_and_only_there(string configured, int[] groups)
    {
        var unavailable = await NodeServer.UnavailableAsync();
        Skip.IfNot(unavailable is null, unavailable);
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority(folder.Path, TimeProvider.System);
        await using var server = await NodeServer.StartAsync(folder.Path, authority.Issue("leaf", new()), configured);

        var seen = await RealServersFixture.ProbeAsync(server.Ports[0]);

        Assert.Equal("1.3: 1301 1302 1303", AcceptedSuites.Of(seen));
        Assert.Equal(groups, seen.Groups.Select(group => (int)group.Id).Order());
        Assert.All(seen.Groups, group => Assert.Equal(TlsVersion.Tls13, group.Version));
    }
}
