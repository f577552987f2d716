using System.Collections.Concurrent;
using System.Net;
using Compliance.Tests.Transit.Servers;
using Compliance.Transit;

namespace Compliance.Tests.Transit;

/// <summary>
/// Real servers, started once for all tests that ask for them, and what the probe says of each, asked once. Where a program is not installed,
/// <see cref="Unavailable"/> says which and tests skip with that reason.
/// </summary>
public sealed class RealServersFixture : IAsyncLifetime
{
    public const string Collection = "real TLS servers";

    private readonly ConcurrentDictionary<string, Lazy<Task<EndpointObservation>>> _seen = new();
    private TestServers? _servers;

    /// <summary>Why they do not run; null when they do.</summary>
    public string? Unavailable { get; } = OutsideProgram.Missing([.. TestServers.Programs]);

    internal TestServers Servers => _servers ?? throw new InvalidOperationException($"the servers do not run: {Unavailable}");

    public async Task InitializeAsync()
    {
        if (Unavailable is null) _servers = await TestServers.StartAsync(TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }

    /// <summary>What the probe says of a server, its authority being trusted.</summary>
    internal Task<EndpointObservation> ProbeAsync(string server) =>
        _seen.GetOrAdd(server, name => new(() => ProbeAsync(Servers.Port(name), new ProbeOptions { Roots = [Servers.Authority.Root] }))).Value;

    /// <summary>Probes <c>localhost</c>, which is 127.0.0.1 whatever the machine's own resolver says.</summary>
    internal static Task<EndpointObservation> ProbeAsync(int port, ProbeOptions? options = null, StartTls startTls = StartTls.None) =>
        new EndpointProbe(ProbeLimits.Default, (options ?? new()) with { Addresses = AddressPolicy.Any, Resolve = Loopback }, TimeProvider.System)
            .ProbeAsync(new Endpoint("localhost", port, startTls), CancellationToken.None);

    private static Task<IPAddress[]> Loopback(string host, CancellationToken end) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
}

/// <summary>Tests of this collection share the servers.</summary>
#pragma warning disable CA1711 // xunit's own term.
[CollectionDefinition(RealServersFixture.Collection)]
public sealed class RealServersCollection : ICollectionFixture<RealServersFixture>;
#pragma warning restore CA1711
