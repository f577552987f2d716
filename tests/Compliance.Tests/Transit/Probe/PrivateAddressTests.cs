using System.Net;
using Compliance.Transit;

namespace Compliance.Tests.Transit.Probe;

/// <summary>An endpoint that vendor.yaml says may be private is still no way to where clouds keep credentials.</summary>
public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::")]
    [InlineData("fe80::1")]
    [InlineData("168.63.129.16")]
    [InlineData("100.100.100.200")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("239.1.1.1")]
    public async Task Neither_a_name_nor_an_address_leads_there(string address)
    {
        var options = new ProbeOptions { Addresses = AddressPolicy.WithPrivate, Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }) };
        foreach (var host in new[] { "vendor.example", address })
        {
            var observed = await new EndpointProbe(ProbeLimits.Default, options, TimeProvider.System).ProbeAsync(new Endpoint(host, 443), default);

            Assert.Equal((0, null), (observed.Connections, observed.Address));
            Assert.Contains("only public, private and loopback addresses may ever be probed", observed.Incomplete, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_private_one_is_probed()
    {
        await using var inside = new ScriptedServer((_, _, _) => Task.CompletedTask);
        var observed = await new EndpointProbe(Probes.Quick, new ProbeOptions { Addresses = AddressPolicy.WithPrivate }, TimeProvider.System).ProbeAsync(new Endpoint("127.0.0.1", inside.Port), default);

        Assert.True(observed.Connections > 0, observed.Incomplete);
        Assert.Equal("127.0.0.1", observed.Address);
    }

    [Fact]
    public async Task Of_a_name_with_both_the_forbidden_ones_are_left_alone()
    {
        await using var inside = new ScriptedServer((_, _, _) => Task.CompletedTask);
        var mixed = new[] { IPAddress.Parse("169.254.169.254"), IPAddress.Loopback };
        var options = new ProbeOptions { Addresses = AddressPolicy.WithPrivate, Resolve = (_, _) => Task.FromResult(mixed) };
        var observed = await new EndpointProbe(Probes.Quick, options, TimeProvider.System).ProbeAsync(new Endpoint("vendor.example", inside.Port), default);

        Assert.Equal("127.0.0.1", observed.Address);
    }
}
