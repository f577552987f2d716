using System.Net;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task A_service_connects_to_nothing_that_is_not_public(string address)
    {
        var observed = await new EndpointProbe(ProbeLimits.Default, new ProbeOptions { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }) }, TimeProvider.System)
            .ProbeAsync(new Endpoint("vendor.example", 443), default);

        Assert.Equal(0, observed.Connections);
        Assert.Null(observed.Address);
        Assert.Contains("only public addresses may be probed", observed.Incomplete, StringComparison.Ordinal);
        Assert.All(observed.Versions, version => Assert.Null(version.Accepted));
    }

    [Fact]
    public async Task Of_a_name_with_public_and_private_addresses_the_private_ones_are_never_connected_to()
    {
        await using var inside = new ScriptedServer((_, _, _) => Task.CompletedTask);
        // 3000::1 is of the public space and allocated to nobody: no connection comes about there.
        var mixed = new[] { IPAddress.Loopback, IPAddress.Parse("::ffff:127.0.0.1"), IPAddress.Parse("3000::1"), IPAddress.Parse("10.0.0.1") };
        var options = new ProbeOptions { Resolve = (_, _) => Task.FromResult(mixed) };
        var observed = await new EndpointProbe(Probes.Quick with { ConnectTime = TimeSpan.FromMilliseconds(500) }, options, TimeProvider.System)
            .ProbeAsync(new Endpoint("vendor.example", inside.Port), default);

        Assert.Equal((0, 1), (inside.Connections, observed.Connections));
        Assert.Null(observed.Address);
        Assert.StartsWith("[3000::1]:", observed.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_every_connection_goes_to_that_address()
    {
        await using var server = new ScriptedServer(async (connection, _, stop) =>
        {
            await Heard.ReadAsync(connection, stop);
            await connection.WriteAsync(Spoken.Alert(2, 40), stop);
        });
        var resolved = 0;
        var options = new ProbeOptions
        {
            Addresses = AddressPolicy.Any,
            // The second answer would lead elsewhere.
            Resolve = (_, _) => Task.FromResult(new[] { resolved++ == 0 ? IPAddress.Loopback : IPAddress.Parse("192.0.2.1") }),
        };
        var observed = await new EndpointProbe(ProbeLimits.Default, options, TimeProvider.System).ProbeAsync(new Endpoint("vendor.example", server.Port), default);

        Assert.Equal((1, "127.0.0.1"), (resolved, observed.Address));
        Assert.Equal(observed.Connections, server.Connections);
        Assert.All(observed.Versions, version => Assert.False(version.Accepted));
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_not_known_and_never_refused()
    {
        int port;
        await using (var closed = new ScriptedServer((_, _, _) => Task.CompletedTask)) port = closed.Port;
        var observed = await Probes.ProbeAsync(port);

        Assert.Contains("ConnectionRefused", observed.Incomplete, StringComparison.Ordinal);
        Assert.All(observed.Versions, version => Assert.Null(version.Accepted));
    }
}
