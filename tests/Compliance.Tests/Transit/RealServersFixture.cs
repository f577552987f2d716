using Compliance.Tests.Transit.Servers;

namespace Compliance.Tests.Transit;

/// <summary>Real servers, started once for all tests that ask for them. Where one is not installed, <see cref="Unavailable"/> says which.</summary>
public sealed class RealServersFixture : IAsyncLifetime
{
    public const string Collection = "real TLS servers";

    private TestServers? _servers;

    /// <summary>Why they do not run; null when they do.</summary>
    public string? Unavailable { get; } = OutsideProgram.Missing([.. TestServers.Programs]);

    internal TestServers Servers => _servers!;

    public async Task InitializeAsync()
    {
        if (Unavailable is null) _servers = await TestServers.StartAsync(TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
    }
}

/// <summary>Tests of this collection share the servers.</summary>
#pragma warning disable CA1711 // xunit's own term.
[CollectionDefinition(RealServersFixture.Collection)]
public sealed class RealServersCollection : ICollectionFixture<RealServersFixture>;
#pragma warning restore CA1711
